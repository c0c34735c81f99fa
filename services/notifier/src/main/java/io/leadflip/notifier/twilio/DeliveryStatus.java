package io.leadflip.notifier.twilio;

import java.util.Set;

/// What Twilio says about the way of a text message. Its webhooks keep no order: a later word is
/// never replaced by an earlier.
final class DeliveryStatus {
    private static final Set<String> KNOWN =
            Set.of(
                    "accepted",
                    "scheduled",
                    "queued",
                    "sending",
                    "sent",
                    "delivered",
                    "undelivered",
                    "failed",
                    "read",
                    "canceled");
    private static final Set<String> FINAL =
            Set.of("delivered", "undelivered", "failed", "read", "canceled");

    private DeliveryStatus() {}

    static boolean known(String status) {
        return KNOWN.contains(status);
    }

    static boolean last(String status) {
        return FINAL.contains(status);
    }
}
