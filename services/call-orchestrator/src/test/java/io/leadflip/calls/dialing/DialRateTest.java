package io.leadflip.calls.dialing;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.calls.OutsideWorld;
import io.leadflip.platform.limit.RateLimit;
import io.leadflip.platform.limit.RateLimits;
import io.leadflip.platform.limit.Taken;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// Calls per second of an account, over all instances.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "calls"))
@WithTestResource(OutsideWorld.class)
class DialRateTest {
    private static final int DIALERS = 400;

    @Inject RateLimits limits;
    @Inject DialingSettings settings;
    @Inject Telephony telephony;
    @Inject RedisDataSource redis;

    @Test
    void shouldKeepThePaceOverTwoInstances() {
        // Given
        List<DialRate> instances =
                List.of(
                        new DialRate(limits, settings, telephony),
                        new DialRate(limits, settings, telephony));
        long interval = Math.round(1_000_000 / settings.callsPerSecond());
        // When: by the clock that the tokens go by
        long before = micros();
        List<Taken> taken =
                Multi.createFrom()
                        .range(0, DIALERS)
                        .onItem()
                        .transformToUni(i -> instances.get(i % 2).take())
                        .merge(DIALERS)
                        .collect()
                        .asList()
                        .await()
                        .atMost(Duration.ofSeconds(30));
        long after = micros();
        // Then
        assertThat(taken).hasSize(DIALERS);
        assertThat(taken.stream().filter(Taken.Granted.class::isInstance).count())
                .isBetween(1L, 1 + (after - before) / interval);
    }

    @Test
    void shouldDialNobodyWhenTheLimitCannotBeAsked() {
        // Given
        AtomicReference<RateLimit> asked = new AtomicReference<>();
        RateLimits noting =
                (limit, key) -> {
                    asked.set(limit);
                    return Uni.createFrom().item(new Taken.Granted());
                };
        // When
        new DialRate(noting, settings, telephony).take().await().indefinitely();
        // Then
        assertThat(asked.get().unreachable()).isEqualTo(RateLimit.Unreachable.CLOSED);
        assertThat(asked.get().burst()).isEqualTo(1);
    }

    private long micros() {
        var time = redis.execute("TIME");
        return time.get(0).toLong() * 1_000_000 + time.get(1).toLong();
    }
}
