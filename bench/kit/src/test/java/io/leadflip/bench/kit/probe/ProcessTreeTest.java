package io.leadflip.bench.kit.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Test;

class ProcessTreeTest {
    @Test
    void shouldReadTimesBehindANameWithSpacesAndParentheses() {
        // Given user 250, system 50, waited user 100, waited system 100 ticks
        var stat = "42 (a (strange) name) S 1 42 42 0 -1 4194560 1 2 3 4 250 50 100 100 20 0 1 0 5";
        // When
        var seconds = ProcessTree.secondsIn(stat);
        // Then
        assertThat(seconds).isEqualTo(5.0);
    }

    @Test
    void shouldSeeTheTimeThisProcessUses() {
        // Given
        var here = new ProcessTree(ProcessHandle.current().pid());
        assumeThat(here.tells()).isTrue();
        var before = here.seconds();
        // When
        var until = System.nanoTime() + 300_000_000L;
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        // Then
        assertThat(here.seconds() - before).isBetween(0.02, 60.0);
        assertThat(here.residentBytes()).isPositive();
    }
}
