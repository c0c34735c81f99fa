package io.leadflip.bench.kit.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void shouldTakeTheMiddleOfAnOddNumberOfRounds() {
        // When
        var spread = Spread.of(List.of(9.0, 1.0, 5.0));
        // Then
        assertThat(spread).isEqualTo(new Spread(5, 1, 9, 3));
    }

    @Test
    void shouldTakeTheMeanOfTheTwoMiddleRoundsOfAnEvenNumber() {
        // When
        var spread = Spread.of(List.of(4.0, 1.0, 100.0, 2.0));
        // Then
        assertThat(spread).isEqualTo(new Spread(3, 1, 100, 4));
    }

    @Test
    void shouldRefuseToSummariseNothing() {
        assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
