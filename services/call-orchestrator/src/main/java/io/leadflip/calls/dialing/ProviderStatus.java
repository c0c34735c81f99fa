package io.leadflip.calls.dialing;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A call's status in the telephony provider's words; from `COMPLETED` on the call is over.
public enum ProviderStatus {
    QUEUED,
    INITIATED,
    RINGING,
    IN_PROGRESS,
    COMPLETED,
    BUSY,
    NO_ANSWER,
    FAILED,
    CANCELED;

    /// Empty for words we do not know.
    public static Optional<ProviderStatus> of(String word) {
        if (word == null) {
            return Optional.empty();
        }
        String name = word.toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(values()).filter(status -> status.name().equals(name)).findFirst();
    }

    public boolean over() {
        return compareTo(COMPLETED) >= 0;
    }
}
