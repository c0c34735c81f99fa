package io.leadflip.platform.outbox;

import java.time.Duration;

/// How long after the beginning of a round the next may begin. A round that failed may have told
/// its facts without being able to note it, and the next one tells them again: the wait doubles
/// with every failure in a row.
///
/// @param usual after a round that succeeded
/// @param first after the first failure
/// @param longest never exceeded
record RoundSpacing(Duration usual, Duration first, Duration longest) {
    private static final int MOST_DOUBLINGS = 20;

    /// @param failures in a row so far
    Duration after(int failures) {
        if (failures == 0) {
            return usual;
        }
        var doubled = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }
}
