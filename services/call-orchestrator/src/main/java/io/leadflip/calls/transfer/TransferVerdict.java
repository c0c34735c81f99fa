package io.leadflip.calls.transfer;

import java.time.Duration;

/// Whether a consumer is put through right now.
public sealed interface TransferVerdict {
    /// @param phone of the business, E.164
    /// @param lineKey the contact key of that phone
    /// @param longest how long they may talk
    record PutThrough(String phone, String lineKey, Duration longest) implements TransferVerdict {
        @Override
        public String toString() {
            return "PutThrough[redacted]";
        }
    }

    /// A person of the business is to call back.
    record Task(TransferRefusal reason) implements TransferVerdict {}
}
