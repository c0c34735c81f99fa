package io.leadflip.notifier.sending;

import java.time.Duration;

/// When to try again what waits for somebody else: after a share of the age that it has by now, so
/// that a short absence costs little time and a long one little work.
///
/// @param shortest what is waited at least
/// @param longest what is waited at most
/// @param divisor of the age
record GrowingWait(Duration shortest, Duration longest, int divisor) {
    /// @param age since the message was written down
    Duration after(Duration age) {
        var wait = age.dividedBy(divisor);
        if (wait.compareTo(shortest) < 0) {
            return shortest;
        }
        return wait.compareTo(longest) < 0 ? wait : longest;
    }
}
