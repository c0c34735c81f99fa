package io.leadflip.calls.dialing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.calls.CutRedis;
import io.leadflip.calls.OutsideWorld;
import io.leadflip.platform.limit.LimitConfig;
import io.leadflip.platform.limit.Taken;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The bucket of calls per second when its Redis goes away and comes back.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "calls"))
@WithTestResource(OutsideWorld.class)
@WithTestResource(CutRedis.class)
class DialRateAwayTest {
    private static final Duration WITHIN = Duration.ofSeconds(20);

    @Inject DialRate rate;
    @Inject LimitConfig limits;

    @AfterEach
    void mend() {
        CutRedis.mend();
    }

    @Test
    void shouldGrantNoCallWhileRedisIsAwayAndGoOnWhenItIsBack() {
        // Given
        await().atMost(WITHIN).until(() -> take() instanceof Taken.Granted);
        // When
        CutRedis.cut();
        // Then
        assertThat(Stream.generate(this::take).limit(5))
                .containsOnly(new Taken.Later(limits.askAgainAfter()));
        // When
        CutRedis.mend();
        // Then
        await().atMost(WITHIN).until(() -> take() instanceof Taken.Granted);
    }

    private Taken take() {
        return rate.take().await().atMost(WITHIN);
    }
}
