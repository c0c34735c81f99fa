package io.leadflip.notifier.sending;

import java.time.Duration;
import java.util.Optional;

/// How long a message waits for lead-intake to learn what it is about: both hear of it from the
/// same fact, side by side, and either may be first.
///
/// @param giveUp after which age of the message nobody waits any more
record SubjectPatience(Duration giveUp) {
    private static final Duration SHORTEST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(4);

    /// When to ask again: after as long as the message is old by now, so that a head start of
    /// milliseconds costs little and a lead-intake that lags is not asked over and over.
    ///
    /// @param age since the message was written down
    /// @return the wait, 200 ms to 4 s; empty when nobody waits any more
    Optional<Duration> next(Duration age) {
        if (age.compareTo(giveUp) > 0) {
            return Optional.empty();
        }
        return Optional.of(longer(SHORTEST, shorter(age, LONGEST)));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
