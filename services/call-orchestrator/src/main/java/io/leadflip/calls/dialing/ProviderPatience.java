package io.leadflip.calls.dialing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// How a call waits for a provider that did not dial it, though nothing is wrong with the call: the
/// longer the less often it asks, so that a short absence costs little time and a long one little
/// work.
///
/// @param shortest pause, after the first attempt in vain
/// @param longest pause
/// @param limit of all the waiting for one attempt
record ProviderPatience(Duration shortest, Duration longest, Duration limit) {
    private static final int MOST_DOUBLINGS = 20;

    /// @param inVain attempts in a row that were not dialled, from 1
    Duration pause(int inVain) {
        Duration pause = shortest.multipliedBy(1L << Math.min(inVain - 1, MOST_DOUBLINGS));
        return shorter(pause, longest);
    }

    /// Whether the call was offered to the provider for long enough. A night, a Sunday or a halt in
    /// between counts as one wait: nobody asked the provider then.
    ///
    /// @param inVain when attempts in a row were begun that were not dialled, in order
    /// @param wait that counts at most after each of them
    boolean over(List<Instant> inVain, Duration wait) {
        Duration waited = Duration.ZERO;
        for (int i = 1; i < inVain.size(); i++) {
            waited = waited.plus(shorter(Duration.between(inVain.get(i - 1), inVain.get(i)), wait));
        }
        return waited.compareTo(limit) >= 0;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
