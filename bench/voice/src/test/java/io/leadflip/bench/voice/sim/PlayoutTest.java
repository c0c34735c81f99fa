package io.leadflip.bench.voice.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlayoutTest {
    private static final long MS = 1_000_000;
    private static final long T = 1_000_000_000;

    @Test
    void shouldPlayEightBytesAMillisecond() {
        // Given
        var playout = new Playout(0);
        // When
        playout.add(7, 1600, T);
        playout.add(7, 1600, T + 40 * MS);
        // Then
        assertThat(playout.end()).isEqualTo(T + 400 * MS);
        assertThat(playout.playedMs(7, T + 250 * MS)).isEqualTo(250);
    }

    @Test
    void shouldBeginLaterByTheJitterBuffer() {
        // Given
        var playout = new Playout(100 * MS);
        // When
        playout.add(7, 1600, T);
        // Then
        assertThat(playout.playedMs(7, T + 150 * MS)).isEqualTo(50);
    }

    @Test
    void shouldCallSilenceWithinAResponseAnUnderrun() {
        // Given
        var playout = new Playout(0);
        playout.add(7, 160, T);
        // When
        long within = playout.add(7, 160, T + 30 * MS);
        long between = playout.add(8, 160, T + 90 * MS);
        // Then
        assertThat(within).isEqualTo(10 * MS);
        assertThat(between).isZero();
    }

    @Test
    void shouldForgetWhatWasThrownAway() {
        // Given
        var playout = new Playout(0);
        playout.add(7, 16_000, T);
        // When
        playout.clear(T + 100 * MS);
        // Then
        assertThat(playout.end()).isEqualTo(T + 100 * MS);
        assertThat(playout.playing(7, T + 100 * MS)).isFalse();
    }
}
