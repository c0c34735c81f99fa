package io.leadflip.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PositionSetTest {
    @Test
    void shouldSpellRunsAsPostgresDoes() {
        // When
        var set = PositionSet.EMPTY.with(List.of(3L, 4L, 7L));
        // Then
        assertThat(set).hasToString("{[3,5),[7,8)}");
        assertThat(PositionSet.parse("{[3,5),[7,8)}")).isEqualTo(set);
        assertThat(PositionSet.parse("{}")).isEqualTo(PositionSet.EMPTY);
    }

    @Test
    void shouldJoinRunsThatTouch() {
        // When
        var set = PositionSet.EMPTY.with(List.of(1L, 3L)).with(List.of(2L));
        // Then
        assertThat(set).hasToString("{[1,4)}");
    }

    @Test
    void shouldCutARunAtTheFloor() {
        // Given
        var set = PositionSet.parse("{[3,9),[12,13)}");
        // Then
        assertThat(set.above(5)).hasToString("{[6,9),[12,13)}");
        assertThat(set.above(8)).hasToString("{[12,13)}");
        assertThat(set.above(20)).isEqualTo(PositionSet.EMPTY);
    }

    @Test
    void shouldFindTheEndOfTheRunThatFollows() {
        // Given
        var set = PositionSet.parse("{[3,9)}");
        // Then
        assertThat(set.endOfRunAfter(2)).isEqualTo(8);
        assertThat(set.endOfRunAfter(5)).isEqualTo(8);
        assertThat(set.endOfRunAfter(1)).isEqualTo(1);
        assertThat(set.endOfRunAfter(9)).isEqualTo(9);
    }

    @Test
    void shouldHoldWhatAPlainSetHolds() {
        // Given
        var random = new Random(7);
        var plain = new TreeSet<Long>();
        var set = PositionSet.EMPTY;
        for (var i = 0; i < 2_000; i++) {
            var position = (long) random.nextInt(1, 500);
            plain.add(position);
            // When
            set = set.with(List.of(position));
        }
        // Then
        assertThat(LongStream.range(0, 600).filter(set::contains).boxed().toList())
                .isEqualTo(plain.stream().collect(Collectors.toList()));
    }
}
