package io.leadflip.intake.rest;

import io.leadflip.intake.access.Authorized;
import io.leadflip.intake.contact.RecordingConsents;
import io.leadflip.intake.contact.RecordingConsents.RecordingConsentView;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// One lead offered to one business: whether the consumer agrees to have its calls recorded. They
/// are asked once more in the call itself.
@Tag(name = "matches")
@Path("/v1/matches/{matchId}/recording-consent")
@Consumes("application/json")
@Produces("application/json")
public class RecordingConsentResource {
    @Schema(name = "RecordingConsentForm")
    public record ConsentForm(String text, String version, Boolean agreed) {}

    private final Authorized authorized;
    private final ConsentActs acts;
    private final RecordingConsents consents;

    RecordingConsentResource(Authorized authorized, ConsentActs acts, RecordingConsents consents) {
        this.authorized = authorized;
        this.acts = acts;
        this.consents = consents;
    }

    @PUT
    @Operation(summary = "The consumer agrees to have calls for this business recorded")
    public Uni<RecordingConsentView> consent(@PathParam("matchId") UUID matchId, ConsentForm form) {
        var given = Bodies.required(form);
        acts.check(given.text(), given.version(), given.agreed()).refuseAny();
        var act = acts.of(given.text(), given.version());
        return authorized.consumerOfMatch(matchId, () -> consents.grant(matchId, act));
    }

    @DELETE
    @Operation(
            summary =
                    "The consumer no longer agrees; recordings of calls for this business are deleted")
    @APIResponse(responseCode = "204", description = "Revoked")
    public Uni<Response> revoke(@PathParam("matchId") UUID matchId) {
        return authorized
                .consumerOfMatch(matchId, () -> consents.revoke(matchId))
                .replaceWith(() -> Response.noContent().build());
    }
}
