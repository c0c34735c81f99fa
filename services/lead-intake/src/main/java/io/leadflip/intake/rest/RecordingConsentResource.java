package io.leadflip.intake.rest;

import io.leadflip.intake.IntakeConfig;
import io.leadflip.intake.Violations;
import io.leadflip.intake.access.Authorized;
import io.leadflip.intake.contact.ConsentText;
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

    private static final int LONGEST_TEXT = 4000;
    private static final int LONGEST_VERSION = 60;

    private final RequestFacts request;
    private final Authorized authorized;
    private final RecordingConsents consents;
    private final IntakeConfig config;

    RecordingConsentResource(
            RequestFacts request,
            Authorized authorized,
            RecordingConsents consents,
            IntakeConfig config) {
        this.request = request;
        this.authorized = authorized;
        this.consents = consents;
        this.config = config;
    }

    @PUT
    @Operation(summary = "The consumer agrees to have calls for this business recorded")
    public Uni<RecordingConsentView> consent(@PathParam("matchId") UUID matchId, ConsentForm form) {
        var given = Bodies.required(form);
        check(given);
        var grant =
                new RecordingConsents.Grant(
                        new ConsentText(given.text(), given.version()),
                        config.consentValid(),
                        request.evidence());
        return authorized.consumerOfMatch(matchId, () -> consents.grant(matchId, grant));
    }

    private void check(ConsentForm form) {
        new Violations()
                .require(Boolean.TRUE.equals(form.agreed()), "/agreed", "the consumer's own act")
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

    private static boolean filled(String value, int longest) {
        return value != null && !value.isBlank() && value.length() <= longest;
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
