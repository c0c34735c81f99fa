package io.leadflip.intake.rest;

import io.leadflip.contracts.value.CallPurpose;
import io.leadflip.contracts.value.Channel;
import io.leadflip.intake.IntakeConfig;
import io.leadflip.intake.Violations;
import io.leadflip.intake.access.Authorized;
import io.leadflip.intake.contact.ConsentText;
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

    private static final int LONGEST_TEXT = 4000;
    private static final int LONGEST_VERSION = 60;

    private final RequestFacts request;
    private final Authorized authorized;
    private final SellerConsents consents;
    private final IntakeConfig config;

    SellerConsentResource(
            RequestFacts request,
            Authorized authorized,
            SellerConsents consents,
            IntakeConfig config) {
        this.request = request;
        this.authorized = authorized;
        this.consents = consents;
        this.config = config;
    }

    @PUT
    @Operation(summary = "The consumer agrees to be contacted by this business")
    public Uni<ConsentView> consent(@PathParam("matchId") UUID matchId, ConsentForm form) {
        var given = Bodies.required(form);
        check(given);
        var grant =
                new SellerConsents.Grant(
                        SellerConsents.Kind.SELLER_CONTACT,
                        given.channels(),
                        given.purposes(),
                        new ConsentText(given.text(), given.version()),
                        config.consentValid(),
                        request.evidence());
        return authorized.consumerOfMatch(matchId, () -> consents.grant(matchId, grant));
    }

    private void check(ConsentForm form) {
        new Violations()
                .require(Boolean.TRUE.equals(form.agreed()), "/agreed", "the consumer's own act")
                .require(complete(form.channels()), "/channels", "at least one")
                .require(complete(form.purposes()), "/purposes", "at least one")
                .require(filled(form.text(), LONGEST_TEXT), "/text", "the exact text shown")
                .require(
                        filled(form.version(), LONGEST_VERSION),
                        "/version",
                        "the version of the text")
                .require(
                        request.userAgent().isPresent(),
                        "/",
                        "a User-Agent header, kept as evidence")
                .refuseAny();
    }

    private static boolean complete(Set<?> values) {
        return values != null && !values.isEmpty() && values.stream().noneMatch(Objects::isNull);
    }

    private static boolean filled(String value, int longest) {
        return value != null && !value.isBlank() && value.length() <= longest;
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
