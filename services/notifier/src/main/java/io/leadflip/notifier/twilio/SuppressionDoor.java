package io.leadflip.notifier.twilio;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;

/// lead-intake's door for a wish not to be contacted that came with a phone number: only the
/// contact book knows its key.
@Path("/internal/suppressions")
@Consumes(MediaType.APPLICATION_JSON)
interface SuppressionDoor {
    @POST
    Uni<Response> suppress(Suppression suppression);

    /// @param phone E.164
    /// @param reason a code
    /// @param heardAt when the person said so
    record Suppression(String phone, String reason, Instant heardAt) {
        @Override
        public String toString() {
            return "Suppression[redacted]";
        }
    }
}
