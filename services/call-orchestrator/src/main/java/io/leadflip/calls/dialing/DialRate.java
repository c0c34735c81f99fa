package io.leadflip.calls.dialing;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// One call per interval and account, over all instances: a bucket of one token in Redis, by Redis'
/// own clock. When Redis cannot be asked nobody dials.
@ApplicationScoped
class DialRate {
    /// A moment that lies further ahead than one interval was written before the clock was set
    /// back.
    private static final String TAKE =
            """
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            local interval = tonumber(ARGV[1])
            local free = tonumber(redis.call('GET', KEYS[1]) or '0')
            if free > now and free <= now + interval then
              return free - now
            end
            redis.call('SET', KEYS[1], now + interval, 'PX', interval * 2)
            return 0""";

    private final ReactiveRedisDataSource redis;
    private final String key;
    private final long interval;

    DialRate(ReactiveRedisDataSource redis, DialingSettings settings, Telephony telephony) {
        this.redis = redis;
        this.key = settings.rateKeyPrefix() + telephony.account();
        this.interval = Math.max(1, Math.round(1000 / settings.callsPerSecond()));
    }

    /// Takes the token, or says how long until there may be one.
    Uni<Duration> take() {
        return redis.execute("EVAL", TAKE, "1", key, Long.toString(interval))
                .map(answer -> Duration.ofMillis(answer.toLong()));
    }
}
