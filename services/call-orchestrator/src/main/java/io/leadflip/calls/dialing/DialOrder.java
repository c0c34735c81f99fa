package io.leadflip.calls.dialing;

import java.net.URI;
import java.time.Duration;
import java.util.UUID;

/// One call to be placed. Every address in it names the attempt.
///
/// @param to E.164; never logged
/// @param untilMessage whether detection goes on to the end of a machine's greeting
public record DialOrder(
        String to,
        String from,
        Duration ringTime,
        Duration timeLimit,
        boolean untilMessage,
        CallbackUrls urls) {
    @Override
    public String toString() {
        return "DialOrder[redacted]";
    }

    /// Where the provider asks and reports.
    public record CallbackUrls(String document, String fallback, String status, String detection) {
        static CallbackUrls of(URI origin, UUID callId, UUID attemptId) {
            String attempt = "?attempt=" + attemptId;
            return new CallbackUrls(
                    origin + "/api/twiml/call/" + callId + attempt,
                    origin + "/api/twiml/fallback" + attempt,
                    origin + "/api/webhooks/twilio/status" + attempt,
                    origin + "/api/webhooks/twilio/amd" + attempt);
        }
    }
}
