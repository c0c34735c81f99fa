package io.leadflip.media.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A question after ten looks, and five looks to answer it.
class HeartbeatTest {
    private int pings;
    private int deaths;
    private boolean read = true;

    private final Heartbeat heart =
            new Heartbeat(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(5),
                    () -> pings++,
                    () -> read,
                    () -> deaths++);

    private void looks(int times) {
        for (int i = 0; i < times; i++) {
            heart.look();
        }
    }

    @Test
    void shouldAskEverySoOften() {
        // When
        looks(9);
        assertThat(pings).isZero();
        looks(1);
        heart.answered();
        looks(9);
        // Then
        assertThat(pings).isEqualTo(1);
        looks(1);
        assertThat(pings).isEqualTo(2);
        assertThat(deaths).isZero();
    }

    @Test
    void shouldCallTheLineDeadOnceWhenNothingAnswersInTime() {
        // Given
        looks(10);
        // When
        looks(4);
        assertThat(deaths).isZero();
        looks(20);
        // Then
        assertThat(deaths).isEqualTo(1);
        assertThat(pings).isEqualTo(1);
    }

    @Test
    void shouldTakeAnAnswerInTheLastMoment() {
        // Given
        looks(14);
        // When
        heart.answered();
        looks(1);
        // Then
        assertThat(deaths).isZero();
    }

    /// The answer stands behind what is not read.
    @Test
    void shouldCountOnlyTheTimeSinceTheSocketIsRead() {
        // Given
        looks(13);
        read = false;
        looks(60);
        read = true;
        // When
        looks(4);
        // Then
        assertThat(deaths).isZero();
        looks(1);
        assertThat(deaths).isEqualTo(1);
    }
}
