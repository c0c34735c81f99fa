package io.leadflip.notifier.message;

/// What is to be sent, complete but for the address.
public sealed interface Message {
    /// @param unsubscribeUrl null when the message cannot be unsubscribed from
    record Mail(String subject, String text, String html, String unsubscribeUrl)
            implements Message {
        @Override
        public String toString() {
            return "Mail[redacted]";
        }
    }

    record Text(String body) implements Message {
        @Override
        public String toString() {
            return "Text[redacted]";
        }
    }
}
