package io.leadflip.platform.limit;

import java.time.Duration;

/// How often something may happen for one key: `burst` times at once, and then as often as tokens
/// come back, `permits` of them evenly over `per`. There is no window with an edge at which twice
/// as much gets through.
///
/// @param name the same for all instances; part of the key in the store
/// @param unreachable what is right when nobody can be asked
public record RateLimit(
        String name, int burst, int permits, Duration per, Unreachable unreachable) {
    /// What a limit says when its store cannot be asked.
    public enum Unreachable {
        /// Nothing may happen: better late than too often.
        CLOSED,
        /// Everything may happen: better too often than not at all.
        OPEN
    }

    public RateLimit {
        if (burst < 1 || permits < 1 || per.toMillis() < 1) {
            throw new IllegalArgumentException("A rate limit lets through at least one");
        }
    }

    /// The time in which one token comes back, in microseconds; at least one.
    public long interval() {
        return Math.max(1, per.toMillis() * 1000 / permits);
    }
}
