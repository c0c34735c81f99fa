package io.leadflip.bench.events.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedisStateTest {
    private static final String STATS = "total_net_input_bytes:10\r\ntotal_net_output_bytes:20\r\n";
    private static final String MEMORY = "used_memory:30\r\n";

    @Test
    void shouldCountOnlyWhatContestantsCalled() {
        // Given
        var before = state("cmdstat_xadd:calls=100,usec=5\r\ncmdstat_info:calls=3,usec=5\r\n");
        // When
        var after =
                state(
                        "cmdstat_xadd:calls=160,usec=9\r\n"
                                + "cmdstat_xgroup|create:calls=2,usec=1\r\n"
                                + "cmdstat_info:calls=9,usec=9\r\n");
        // Then
        assertThat(after.commandsSince(before)).isEqualTo(62);
        assertThat(after.bytesIn()).isEqualTo(10);
        assertThat(after.usedMemory()).isEqualTo(30);
    }

    private static RedisState state(String commands) {
        return RedisState.of("# Commandstats\r\n" + commands, STATS, MEMORY);
    }
}
