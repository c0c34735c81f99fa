package io.leadflip.bench.kit.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
    private final Environment environment =
            new Environment(
                    Map.of("ROUNDS", "0", "PERCENT", "20", "BLANK", " ", "ONLY", "load, ,drain"),
                    "bench-sample");

    @Test
    void shouldSayWhoSetsWhatIsMissing() {
        assertThatIllegalStateException()
                .isThrownBy(() -> environment.required("BLANK"))
                .withMessage("BLANK is not set; `make bench-sample` sets it.");
    }

    @Test
    void shouldTakeNoNumberBelowTheLeast() {
        assertThat(environment.number("PERCENT", 100, 1)).isEqualTo(20);
        assertThat(environment.number("BLANK", 100, 1)).isEqualTo(100);
        assertThat(environment.number("ROUNDS", 5, 0)).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> environment.number("ROUNDS", 5, 1))
                .withMessage("ROUNDS must be at least 1");
    }

    @Test
    void shouldTakeEverythingWhenNothingIsSelected() {
        // Given
        var some = Selection.from(environment);
        var all = Selection.from(new Environment(Map.of(), "bench-sample"));
        // Then
        assertThat(some.only()).containsExactly("load", "drain");
        assertThat(some.wants("capacity")).isFalse();
        assertThat(all.wants("capacity")).isTrue();
        assertThat(all.names("capacity")).isFalse();
        assertThat(all.invites("leadflip")).isTrue();
    }
}
