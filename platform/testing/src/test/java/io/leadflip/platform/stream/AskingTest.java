package io.leadflip.platform.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class AskingTest {
    private static final Duration WAIT = Duration.ofMillis(300);
    private static final Function<Duration, List<StreamBatch>> NOTHING = block -> List.of();
    private static final Function<Duration, List<StreamBatch>> SOMETHING =
            block -> List.of(new StreamBatch("stream", List.of()));

    private final List<Duration> pauses = new ArrayList<>();
    private final ReadWait asking =
            new ReadWait.Asking(Duration.ofMillis(20), Duration.ofMillis(500), pauses::add);

    @Test
    void shouldAskLessOftenTheLongerNothingComesAndNeverPauseLongerThanItMayWait() {
        // When
        for (var reads = 0; reads < 6; reads++) {
            asking.read(WAIT, NOTHING);
        }
        // Then
        assertThat(pauses)
                .extracting(Duration::toMillis)
                .containsExactly(20L, 40L, 80L, 160L, 300L, 300L);
    }

    @Test
    void shouldAskOftenAgainOnceSomethingCame() {
        // Given
        asking.read(WAIT, NOTHING);
        asking.read(WAIT, NOTHING);
        // When
        asking.read(WAIT, SOMETHING);
        asking.read(WAIT, NOTHING);
        // Then
        assertThat(pauses).extracting(Duration::toMillis).containsExactly(20L, 40L, 20L);
    }

    /// Looks without a wait come by the hundred while others are settled.
    @Test
    void shouldNeitherPauseNorSlowDownWhenItMayNotWait() {
        // Given
        for (var looks = 0; looks < 100; looks++) {
            asking.read(Duration.ZERO, NOTHING);
        }
        // When
        asking.read(WAIT, NOTHING);
        // Then
        assertThat(pauses).containsExactly(Duration.ofMillis(20));
    }

    /// The host refuses to block.
    @Test
    void shouldNeverLetTheServerBlock() {
        // Given
        var blocks = new ArrayList<Duration>();
        // When
        asking.read(
                WAIT,
                block -> {
                    blocks.add(block);
                    return List.of();
                });
        // Then
        assertThat(blocks).containsExactly(Duration.ZERO);
    }
}
