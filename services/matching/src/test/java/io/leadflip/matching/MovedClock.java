package io.leadflip.matching;

import io.leadflip.platform.testing.MutableClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.Instant;

/// A Friday noon in Indianapolis that is far away. It moves only when a test moves it; what is
/// scheduled falls due after its real delay.
class MovedClock {
    static final Instant FRIDAY_NOON = Instant.parse("2099-11-20T17:00:00Z");
    private static final MutableClock CLOCK = new MutableClock(FRIDAY_NOON);

    @Produces
    @ApplicationScoped
    Clock clock() {
        return CLOCK;
    }

    static MutableClock get() {
        return CLOCK;
    }
}
