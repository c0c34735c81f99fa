package io.leadflip.bench.kit.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlatLineTest {
    @Test
    void shouldFindALeak() {
        // Given a megabyte more every half minute
        var samples = IntStream.range(0, 60).mapToObj(i -> 100.0 + i).toList();
        // When
        var line = FlatLine.through(samples, 30, 0.1, 5);
        // Then
        assertThat(line.isFlat()).isFalse();
        assertThat(line.slopePerHour()).isCloseTo(120, within(0.01));
        assertThat(line.first()).isEqualTo(100);
        assertThat(line.last()).isEqualTo(159);
    }

    @Test
    void shouldForgiveASawtooth() {
        // Given a buffer that fills and is emptied
        var samples = IntStream.range(0, 60).mapToObj(i -> 100.0 + i % 6).toList();
        // When
        var line = FlatLine.through(samples, 30, 0.1, 1);
        // Then
        assertThat(line.isFlat()).isTrue();
    }

    @Test
    void shouldForgiveTheStart() {
        // Given caches that fill in the first minutes
        var samples = IntStream.range(0, 40).mapToObj(i -> i < 10 ? 10.0 * i : 100.0).toList();
        // When
        var line = FlatLine.through(samples, 30, 0.01, 0.5);
        // Then
        assertThat(line.isFlat()).isTrue();
    }

    @Test
    void shouldLetMemoryFall() {
        assertThat(FlatLine.through(List.of(9.0, 8.0, 2.0, 1.0), 30, 0, 0).isFlat()).isTrue();
    }

    @Test
    void shouldRefuseToJudgeOneSample() {
        assertThatThrownBy(() -> FlatLine.through(List.of(1.0), 30, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
