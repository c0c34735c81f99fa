package io.leadflip.notifier.sending;

import io.leadflip.notifier.message.Message;
import java.time.Instant;
import java.util.UUID;

/// A message with its address.
///
/// @param sendingAt when the provider was first asked; null before
public record Envelope<M extends Message>(
        UUID notificationId, String address, M message, Instant sendingAt) {
    @Override
    public String toString() {
        return "Envelope[" + notificationId + "]";
    }
}
