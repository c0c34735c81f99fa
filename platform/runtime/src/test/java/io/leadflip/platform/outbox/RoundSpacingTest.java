package io.leadflip.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoundSpacingTest {
    private final RoundSpacing spacing =
            new RoundSpacing(Duration.ofMillis(2), Duration.ofMillis(200), Duration.ofSeconds(10));

    @Test
    void shouldWaitTwiceAsLongAfterEveryFailureInARow() {
        // When
        var waits =
                IntStream.range(0, 9)
                        .mapToLong(failures -> spacing.after(failures).toMillis())
                        .toArray();
        // Then
        assertThat(waits).containsExactly(2, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000);
    }

    @Test
    void shouldNeverWaitLongerThanTheLongest() {
        assertThat(spacing.after(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(10));
    }
}
