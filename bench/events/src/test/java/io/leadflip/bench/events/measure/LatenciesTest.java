package io.leadflip.bench.events.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leadflip.bench.kit.report.Json;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    @Test
    void shouldTellPercentilesInMilliseconds() {
        // Given one to a thousand milliseconds
        var latencies = new Latencies();
        for (var millis = 1; millis <= 1000; millis++) {
            latencies.add(millis * 1000L);
        }
        // Then
        assertThat(latencies.millisAt(50)).isCloseTo(500, within(1.0));
        assertThat(latencies.millisAt(99)).isCloseTo(990, within(1.0));
        assertThat(latencies.worstMillis()).isCloseTo(1000, within(1.0));
    }

    @Test
    void shouldCountAStallForEveryEventThatWasDueInIt() throws Exception {
        // Given 100 events due every millisecond, all done when a stall of 100 ms ended
        var array = Json.MAPPER.createArrayNode();
        for (var due = 0; due < 100; due++) {
            array.add((100 - due) * 1000);
        }
        // When
        var latencies = Latencies.of(array);
        // Then
        assertThat(latencies.count()).isEqualTo(100);
        assertThat(latencies.millisAt(50)).isCloseTo(50, within(1.0));
    }

    @Test
    void shouldTakeAnEventDoneBeforeItWasDueAsDoneAtOnce() {
        // Given
        var latencies = new Latencies();
        // When
        latencies.add(-3);
        // Then
        assertThat(latencies.millisAt(100)).isZero();
    }

    @Test
    void shouldPoolRounds() {
        // Given
        var pooled = new Latencies();
        var round = new Latencies();
        round.add(7000);
        // When
        pooled.addAll(round);
        pooled.addAll(round);
        // Then
        assertThat(pooled.count()).isEqualTo(2);
        assertThat(pooled.millisAt(50)).isCloseTo(7, within(0.01));
    }
}
