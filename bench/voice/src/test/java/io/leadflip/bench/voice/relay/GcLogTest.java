package io.leadflip.bench.voice.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GcLogTest {
    @Test
    void shouldAddWhatTheHeapGrewBetweenCollections() {
        assertThat(
                        GcLog.allocated(
                                "[1s] GC(0) DefNew: 1000K(2000K)->100K(2000K) Eden: x\n"
                                        + "[2s] GC(1) DefNew: 1100K(2000K)->50K(2000K) Eden: x\n"))
                .isEqualTo(2000 * 1024);
    }
}
