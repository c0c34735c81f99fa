package io.leadflip.platform.stream;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Exponential backoff with equal jitter: a wait drawn evenly from the upper half of a range that
/// doubles with every try.
///
/// @param first range after the first try
/// @param longest range that is never exceeded
public record Backoff(Duration first, Duration longest) {
    /// @param attempt how many tries failed so far, from 1
    public Duration after(int attempt, RandomGenerator random) {
        var doublings = Math.min(attempt - 1, 20);
        var range = Math.min(first.toMillis() << doublings, longest.toMillis());
        return Duration.ofMillis(range / 2 + random.nextLong(range / 2 + 1));
    }
}
