package io.leadflip.bench.voice.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.bench.kit.measure.Figures;
import io.leadflip.bench.kit.report.Target;
import org.junit.jupiter.api.Test;

class TargetsTest {
    private final Figures figures = new Figures();

    @Test
    void shouldJudgeOnlyWhatWasMeasured() {
        // Given
        figures.add("at-200.cpu", "leadflip", 0.12);
        // When
        var targets = Targets.judge(figures);
        // Then
        assertThat(targets).extracting(Target::reached).containsExactly(false);
    }

    @Test
    void shouldReachABoundThatIsMetExactly() {
        // Given
        figures.add("capacity.calls", "leadflip", 400);
        // When
        var targets = Targets.judge(figures);
        // Then
        assertThat(targets).extracting(Target::reached).containsExactly(true);
    }
}
