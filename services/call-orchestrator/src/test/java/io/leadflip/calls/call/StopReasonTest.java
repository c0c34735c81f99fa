package io.leadflip.calls.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StopReasonTest {
    @Test
    void shouldSpellCodesAsFactsDo() {
        assertThat(Arrays.stream(StopReason.values()).map(StopReason::code))
                .allMatch(code -> code.matches("[a-z-]+"))
                .doesNotHaveDuplicates();
    }
}
