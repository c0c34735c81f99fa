package io.leadflip.platform.testing;

import io.leadflip.platform.limit.RateLimits;
import java.time.Duration;
import java.time.Instant;

class InMemoryRateLimitsTest extends RateLimitsContract {
    private final MutableClock clock = new MutableClock(Instant.parse("2026-03-02T15:00:00Z"));
    private final RateLimits limits = new InMemoryRateLimits(clock);

    @Override
    protected RateLimits limits() {
        return limits;
    }

    @Override
    protected void elapse(Duration time) {
        clock.advance(time);
    }
}
