package io.leadflip.faults.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.faults.Counted;
import io.leadflip.sandbox.checker.CheckReport;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
    @Test
    void shouldHaveNothingToSayWhenAllWasKept() {
        assertThat(Verdict.of(Counted.clean(), calm(500), 0)).isEmpty();
    }

    @Test
    void shouldNameEachLossAndDuplicate() {
        // Given
        CheckReport report =
                Counted.report(
                        List.of("notification 1"),
                        List.of("attempt 2"),
                        List.of("lead 3"),
                        List.of());
        // Then
        assertThat(Verdict.of(report, broken(500, 0), 0))
                .containsExactly(
                        "1 lost",
                        "  lead 3",
                        "1 notified twice",
                        "  notification 1",
                        "1 dialled twice",
                        "  attempt 2");
    }

    @Test
    void shouldAllowOneDoubtInAThousandOnlyAfterAFault() {
        // Given
        CheckReport report =
                Counted.report(List.of(), List.of(), List.of(), List.of("call 1", "call 2"));
        // Then
        assertThat(Verdict.of(report, broken(2000, 0), 0)).isEmpty();
        assertThat(Verdict.of(report, broken(1999, 0), 0)).isNotEmpty();
        assertThat(Verdict.of(report, calm(2000), 0)).isNotEmpty();
    }

    @Test
    void shouldAllowOneDoubtMoreForEachUnclearAnswer() {
        // Given
        CheckReport report =
                Counted.report(List.of(), List.of(), List.of(), List.of("call 1", "call 2"));
        // Then
        assertThat(Verdict.of(report, broken(100, 2), 0)).isEmpty();
        assertThat(Verdict.of(report, broken(100, 1), 0)).isNotEmpty();
    }

    @Test
    void shouldNotAcceptThatAClientIsTurnedAway() {
        assertThat(Verdict.of(Counted.clean(), broken(500, 0), 1)).hasSize(1);
    }

    private static DoubtBound calm(long effects) {
        return new DoubtBound(effects, false, 0);
    }

    private static DoubtBound broken(long effects, long unclearAnswers) {
        return new DoubtBound(effects, true, unclearAnswers);
    }
}
