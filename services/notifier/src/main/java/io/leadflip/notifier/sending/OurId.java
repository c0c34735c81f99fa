package io.leadflip.notifier.sending;

import java.util.Optional;
import java.util.UUID;

/// The notification id that travelled with a message, as a provider gives it back.
public final class OurId {
    private OurId() {}

    /// Empty when the message is not one of ours.
    public static Optional<UUID> of(Object value) {
        try {
            return value instanceof String text
                    ? Optional.of(UUID.fromString(text))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
