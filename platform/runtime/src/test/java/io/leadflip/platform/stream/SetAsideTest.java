package io.leadflip.platform.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SetAsideTest {
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final PartitionLease ONE = new PartitionLease("one", 1);
    private static final PartitionLease OTHER = new PartitionLease("other", 1);

    private final AtomicLong now = new AtomicLong();
    private final SetAside aside = new SetAside(new Backoff(FIRST, LONGEST), now::get);

    @Test
    void shouldWaitLongerWithEveryFailureInARow() {
        // When
        for (var failures = 0; failures < 4; failures++) {
            aside.put(ONE);
        }
        // Then
        assertThat(aside.shortestWait(List.of(ONE, OTHER), LONGEST))
                .isBetween(FIRST.multipliedBy(4), FIRST.multipliedBy(8));
    }

    @Test
    void shouldBeginAnewAfterASuccess() {
        // Given
        aside.put(ONE);
        aside.put(ONE);
        aside.put(ONE);
        // When
        aside.forgive(ONE);
        aside.put(ONE);
        // Then
        assertThat(aside.shortestWait(List.of(ONE), LONGEST)).isLessThanOrEqualTo(FIRST);
    }

    @Test
    void shouldWaitForNothingWhenTheTimeIsOver() {
        // Given
        aside.put(ONE);
        // When
        now.addAndGet(FIRST.toNanos());
        // Then
        assertThat(aside.isWaiting(ONE)).isFalse();
        assertThat(aside.shortestWait(List.of(ONE), LONGEST)).isEqualTo(LONGEST);
    }

    @Test
    void shouldTellOneFromAll() {
        // When
        aside.put(ONE);
        // Then
        assertThat(aside.areAllWaiting(List.of(ONE, OTHER))).isFalse();
        assertThat(aside.areAllWaiting(List.of(ONE))).isTrue();
        assertThat(aside.areAllWaiting(List.of())).isFalse();
    }
}
