package io.leadflip.faults.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.faults.Counted;
import io.leadflip.faults.load.Tally;
import io.leadflip.sandbox.checker.CheckReport;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Tally PEOPLE = new Tally(100, 9, 0, 0);

    @Test
    void shouldHaveNothingToSayWhenAllWasKept() {
        assertThat(Verdict.of(Counted.clean(), calm(500), PEOPLE, 0)).isEmpty();
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
        assertThat(Verdict.of(report, broken(500, 0), PEOPLE, 0))
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
        assertThat(Verdict.of(report, broken(2000, 0), PEOPLE, 0)).isEmpty();
        assertThat(Verdict.of(report, broken(1999, 0), PEOPLE, 0)).isNotEmpty();
        assertThat(Verdict.of(report, calm(2000), PEOPLE, 0)).isNotEmpty();
    }

    @Test
    void shouldAllowOneDoubtMoreForEachUnclearAnswer() {
        // Given
        CheckReport report =
                Counted.report(List.of(), List.of(), List.of(), List.of("call 1", "call 2"));
        // Then
        assertThat(Verdict.of(report, broken(100, 2), PEOPLE, 0)).isEmpty();
        assertThat(Verdict.of(report, broken(100, 1), PEOPLE, 0)).isNotEmpty();
    }

    @Test
    void shouldNotAcceptThatAClientIsTurnedAway() {
        assertThat(Verdict.of(Counted.clean(), broken(500, 0), new Tally(100, 9, 0, 1), 0))
                .containsExactly("1 leads were refused, however often the client asked");
    }

    @Test
    void shouldNotAcceptThatSomebodyGivesUp() {
        assertThat(Verdict.of(Counted.clean(), broken(500, 0), new Tally(100, 9, 2, 0), 0))
                .containsExactly("2 people did not come as far as they wanted");
    }

    @Test
    void shouldAcceptNoDeadLetterThatTheScenarioDidNotPlant() {
        // Then
        assertThat(Verdict.of(Counted.deadLetters(1), broken(500, 0), PEOPLE, 0))
                .containsExactly("1 dead letters instead of 0");
        assertThat(Verdict.of(Counted.deadLetters(64), calm(500), PEOPLE, 64)).isEmpty();
        assertThat(Verdict.of(Counted.deadLetters(63), calm(500), PEOPLE, 64)).hasSize(1);
    }

    @Test
    void shouldNotAcceptARunWithoutCalls() {
        // Then
        assertThat(Verdict.of(Counted.clean(), calm(500), new Tally(100, 0, 0, 0), 0))
                .containsExactly("nothing is known of calls: 0 asked for, 9 dialled");
        assertThat(Verdict.of(Counted.calls(0, Map.of()), calm(500), PEOPLE, 0))
                .containsExactly("nothing is known of calls: 9 asked for, 0 dialled");
    }

    @Test
    void shouldNotAcceptThatACallIsNotMadeWhichNobodyForbids() {
        // Given
        CheckReport report =
                Counted.calls(9, Map.of("DENIED", 1L, "CANCELLED", 2L, "GOAL_ACHIEVED", 6L));
        // Then
        assertThat(Verdict.of(report, broken(500, 0), PEOPLE, 0))
                .containsExactly(
                        "1 calls denied although everybody had agreed",
                        "2 calls cancelled although everybody had agreed");
    }

    private static DoubtBound calm(long effects) {
        return new DoubtBound(effects, false, 0);
    }

    private static DoubtBound broken(long effects, long unclearAnswers) {
        return new DoubtBound(effects, true, unclearAnswers);
    }
}
