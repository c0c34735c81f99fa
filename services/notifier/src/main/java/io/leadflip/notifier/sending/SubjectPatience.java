package io.leadflip.notifier.sending;

import java.time.Duration;
import java.util.Optional;

/// How long a message waits for lead-intake to learn what it is about: both hear of it from the
/// same fact, side by side, and either may be first.
///
/// @param giveUp after which age of the message nobody waits any more
record SubjectPatience(Duration giveUp) {
    private static final GrowingWait WAIT =
            new GrowingWait(Duration.ofMillis(200), Duration.ofSeconds(4), 1);

    /// When to ask again: after as long as the message is old by now, so that a head start of
    /// milliseconds costs little and a lead-intake that lags is not asked over and over.
    ///
    /// @param age since the message was written down
    /// @return the wait, 200 ms to 4 s; empty when nobody waits any more
    Optional<Duration> next(Duration age) {
        return age.compareTo(giveUp) > 0 ? Optional.empty() : Optional.of(WAIT.after(age));
    }
}
