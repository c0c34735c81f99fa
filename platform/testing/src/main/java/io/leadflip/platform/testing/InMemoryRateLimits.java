package io.leadflip.platform.testing;

import io.leadflip.platform.limit.RateLimit;
import io.leadflip.platform.limit.RateLimits;
import io.leadflip.platform.limit.Taken;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/// Rate limits of one process, by a clock that a test may move.
public final class InMemoryRateLimits implements RateLimits {
    private final Map<String, Instant> fullAgain = new HashMap<>();
    private final Clock clock;

    public InMemoryRateLimits(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Uni<Taken> take(RateLimit limit, String key) {
        return Uni.createFrom().item(() -> taken(limit, limit.name() + ":" + key));
    }

    private synchronized Taken taken(RateLimit limit, String bucket) {
        var now = clock.instant();
        var interval = Duration.of(limit.interval(), ChronoUnit.MICROS);
        var full = fullAgain.getOrDefault(bucket, now);
        var next = (full.isBefore(now) ? now : full).plus(interval);
        var excess = Duration.between(now.plus(interval.multipliedBy(limit.burst())), next);
        if (excess.isPositive()) {
            return new Taken.Later(excess);
        }
        fullAgain.put(bucket, next);
        return new Taken.Granted();
    }
}
