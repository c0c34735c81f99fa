package io.leadflip.platform.limit;

import io.leadflip.platform.problem.FailureDescription;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/// Token buckets in Redis, by Redis' own clock, in one round trip.
///
/// A bucket is one number: the time at which it will be full again (the "theoretical arrival time"
/// of the generic cell rate algorithm, ITU-T I.371). Its key lives no longer than that.
@ApplicationScoped
class RedisRateLimits implements RateLimits {
    /// A bucket that would be full later than an empty one could be was written before the clock
    /// was set back; it counts as empty. Numbers are written out in full, because Lua rounds them
    /// to 14 digits.
    private static final String TAKE =
            """
            local time = redis.call('TIME')
            local now = time[1] * 1000000 + time[2]
            local interval, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
            local full = tonumber(redis.call('GET', KEYS[1]) or now)
            full = math.min(math.max(full, now), now + burst * interval)
            local wait = full + interval - now - burst * interval
            if wait > 0 then
              return math.ceil(wait / 1000)
            end
            full = full + interval
            redis.call('SET', KEYS[1], string.format('%.0f', full), 'PX', math.ceil((full - now) / 1000))
            return 0""";

    private static final Logger LOG = Logger.getLogger(RedisRateLimits.class);

    private final ReactiveRedisDataSource redis;
    private final LimitConfig config;

    RedisRateLimits(ReactiveRedisDataSource redis, LimitConfig config) {
        this.redis = redis;
        this.config = config;
    }

    @Override
    public Uni<Taken> take(RateLimit limit, String key) {
        return redis.execute(
                        "EVAL",
                        TAKE,
                        "1",
                        config.prefix() + ":" + limit.name() + ":" + key,
                        Long.toString(limit.interval()),
                        Integer.toString(limit.burst()))
                .ifNoItem()
                .after(config.answerWithin())
                .fail()
                .map(answer -> taken(answer.toLong()))
                .onFailure()
                .recoverWithItem(failure -> unreachable(limit, failure));
    }

    private static Taken taken(long waitMillis) {
        return waitMillis == 0
                ? new Taken.Granted()
                : new Taken.Later(Duration.ofMillis(waitMillis));
    }

    private Taken unreachable(RateLimit limit, Throwable failure) {
        LOG.warnf(
                "The rate limit %s cannot be asked and is %s: %s",
                limit.name(), limit.unreachable(), FailureDescription.brief(failure));
        return switch (limit.unreachable()) {
            case OPEN -> new Taken.Granted();
            case CLOSED -> new Taken.Later(config.askAgainAfter());
        };
    }
}
