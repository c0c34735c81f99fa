package io.leadflip.platform.testing;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.limit.LimitConfig;
import io.leadflip.platform.limit.RateLimit;
import io.leadflip.platform.limit.RateLimit.Unreachable;
import io.leadflip.platform.limit.RateLimits;
import io.leadflip.platform.limit.Taken;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "notify"))
class RedisRateLimitsTest extends RateLimitsContract {
    @Inject RateLimits limits;
    @Inject RedisDataSource redis;
    @Inject LimitConfig config;

    private final String key = Identifiers.next().toString();

    @Override
    protected RateLimits limits() {
        return limits;
    }

    /// Redis goes by its own clock, so time has to pass there.
    @Override
    protected void elapse(Duration time) {
        var over = micros() + time.toNanos() / 1000;
        await().atMost(10, SECONDS).until(() -> micros() >= over);
    }

    @Test
    void shouldKeepABucketNoLongerThanItIsNotFull() {
        // When
        take(limit("kept", Unreachable.CLOSED));
        // Then
        assertThat(redis.execute("PTTL", stored("kept")).toLong()).isBetween(1L, 60_000L);
    }

    @Test
    void shouldGrantNothingWhenAClosedLimitCannotBeAsked() {
        // Given
        redis.execute("LPUSH", stored("closed"), "not a bucket");
        // Then
        assertThat(take(limit("closed", Unreachable.CLOSED)))
                .isEqualTo(new Taken.Later(config.askAgainAfter()));
    }

    @Test
    void shouldGrantEverythingWhenAnOpenLimitCannotBeAsked() {
        // Given
        redis.execute("LPUSH", stored("open"), "not a bucket");
        // Then
        assertThat(take(limit("open", Unreachable.OPEN))).isEqualTo(new Taken.Granted());
    }

    @Test
    void shouldNotWaitForAClockThatWasSetBack() {
        // Given
        var tomorrow = micros() + Duration.ofDays(1).toNanos() / 1000;
        redis.execute("SET", stored("back"), Long.toString(tomorrow));
        // When
        var taken = take(limit("back", Unreachable.CLOSED));
        // Then
        assertThat(((Taken.Later) taken).delay()).isLessThanOrEqualTo(Duration.ofMinutes(1));
    }

    private static RateLimit limit(String name, Unreachable unreachable) {
        return new RateLimit(name, 1, 1, Duration.ofMinutes(1), unreachable);
    }

    private Taken take(RateLimit limit) {
        return limits.take(limit, key).await().atMost(Duration.ofSeconds(20));
    }

    private String stored(String name) {
        return config.prefix() + ":" + name + ":" + key;
    }

    private long micros() {
        var time = redis.execute("TIME");
        return time.get(0).toLong() * 1_000_000 + time.get(1).toLong();
    }
}
