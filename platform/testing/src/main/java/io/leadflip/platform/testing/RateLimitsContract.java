package io.leadflip.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.limit.RateLimit;
import io.leadflip.platform.limit.RateLimit.Unreachable;
import io.leadflip.platform.limit.RateLimits;
import io.leadflip.platform.limit.Taken;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What every implementation of rate limits promises.
public abstract class RateLimitsContract {
    private static final Duration WITHIN = Duration.ofSeconds(20);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final String key = Identifiers.next().toString();

    protected abstract RateLimits limits();

    /// Lets this much time pass for the limits.
    protected abstract void elapse(Duration time);

    @Test
    void shouldGrantTheBurstAtOnceAndNoMore() {
        // Given
        var limit = limit(3, Duration.ofHours(3));
        // When
        var taken = take(limit, 4);
        // Then
        assertThat(taken).filteredOn(Taken.Granted.class::isInstance).hasSize(3);
        assertThat(waits(taken))
                .singleElement()
                .satisfies(
                        wait ->
                                assertThat(wait)
                                        .isBetween(Duration.ofMinutes(59), Duration.ofHours(1)));
    }

    @Test
    void shouldGrantAgainOnceTheWaitIsOver() {
        // Given
        var limit = limit(1, INTERVAL);
        var wait = waits(take(limit, 2)).getFirst();
        // When
        elapse(wait);
        // Then
        assertThat(take(limit, 1)).containsExactly(new Taken.Granted());
    }

    @Test
    void shouldGiveTokensBackOneByOneAndNotAllAtTheEdgeOfAWindow() {
        // Given
        var limit = limit(5, INTERVAL.multipliedBy(5));
        take(limit, 5);
        // When
        elapse(INTERVAL);
        // Then
        assertThat(take(limit, 5)).filteredOn(Taken.Granted.class::isInstance).hasSizeBetween(1, 4);
    }

    @Test
    void shouldNotSaveMoreThanTheBurst() {
        // Given
        var limit = limit(2, INTERVAL);
        take(limit, 1);
        // When
        elapse(INTERVAL.multipliedBy(4));
        // Then
        assertThat(take(limit, 5)).filteredOn(Taken.Granted.class::isInstance).hasSize(2);
    }

    @Test
    void shouldCountEveryKeyAndEveryLimitByItself() {
        // Given
        var limit = limit(1, Duration.ofHours(1));
        var other = new RateLimit("other", 1, 1, Duration.ofHours(1), Unreachable.CLOSED);
        // When
        take(limit, 1);
        // Then
        assertThat(limits().take(limit, key + "-other").await().atMost(WITHIN))
                .isEqualTo(new Taken.Granted());
        assertThat(take(other, 1)).containsExactly(new Taken.Granted());
    }

    @Test
    void shouldGrantNoMoreThanTheBurstToManyAtTheSameTime() {
        // Given
        var limit = limit(7, Duration.ofHours(1));
        // When
        var taken = take(limit, 50);
        // Then
        assertThat(taken).filteredOn(Taken.Granted.class::isInstance).hasSize(7);
    }

    private static RateLimit limit(int burst, Duration per) {
        return new RateLimit("contract", burst, burst, per, Unreachable.CLOSED);
    }

    /// All at the same time.
    private List<Taken> take(RateLimit limit, int times) {
        var takes = Stream.generate(() -> limits().take(limit, key)).limit(times).toList();
        return Uni.join().all(takes).andFailFast().await().atMost(WITHIN);
    }

    private static List<Duration> waits(List<Taken> taken) {
        return taken.stream()
                .filter(Taken.Later.class::isInstance)
                .map(later -> ((Taken.Later) later).delay())
                .toList();
    }
}
