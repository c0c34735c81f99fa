package io.leadflip.sandbox.twilio;

import java.util.Locale;

/// The life of an outgoing message that arrives.
enum MessageStatus {
    QUEUED,
    SENT,
    DELIVERED;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
