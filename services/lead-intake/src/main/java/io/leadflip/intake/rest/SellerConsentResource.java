package io.leadflip.intake.rest;

import io.leadflip.contracts.value.CallPurpose;
import io.leadflip.contracts.value.Channel;
import io.leadflip.intake.access.Authorized;
import io.leadflip.intake.contact.SellerConsents;
import io.leadflip.intake.contact.SellerConsents.ConsentView;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// One lead offered to one business: whether the consumer agrees to be contacted by it.
@Tag(name = "matches")
@Path("/v1/matches/{matchId}/consent")
@Consumes("application/json")
@Produces("application/json")
public class SellerConsentResource {
    @Schema(name = "SellerConsentForm")
    public record ConsentForm(
            Set<Channel> channels,
            Set<CallPurpose> purposes,
            String text,
            String version,
            Boolean agreed) {}

    private final Authorized authorized;
    private final ConsentActs acts;
    private final SellerConsents consents;

    SellerConsentResource(Authorized authorized, ConsentActs acts, SellerConsents consents) {
        this.authorized = authorized;
        this.acts = acts;
        this.consents = consents;
    }

    @PUT
    @Operation(summary = "The consumer agrees to be contacted by this business")
    public Uni<ConsentView> consent(@PathParam("matchId") UUID matchId, ConsentForm form) {
        var given = Bodies.required(form);
        acts.check(given.text(), given.version(), given.agreed())
                .require(complete(given.channels()), "/channels", "at least one")
                .require(complete(given.purposes()), "/purposes", "at least one")
                .refuseAny();
        var grant =
                new SellerConsents.Grant(
                        SellerConsents.Kind.SELLER_CONTACT,
                        given.channels(),
                        given.purposes(),
                        acts.of(given.text(), given.version()));
        return authorized.consumerOfMatch(matchId, () -> consents.grant(matchId, grant));
    }

    private static boolean complete(Set<?> values) {
        return values != null && !values.isEmpty() && values.stream().noneMatch(Objects::isNull);
    }

    @DELETE
    @Operation(summary = "The consumer no longer agrees")
    @APIResponse(responseCode = "204", description = "Revoked")
    public Uni<Response> revoke(@PathParam("matchId") UUID matchId) {
        return authorized
                .consumerOfMatch(matchId, () -> consents.revoke(matchId))
                .replaceWith(() -> Response.noContent().build());
    }
}
