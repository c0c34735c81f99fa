package io.leadflip.contracts.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallOutcomeTest {
    @ParameterizedTest
    @CsvSource({
        "DECLINED, LOW, true",
        "DECLINED, , true",
        "OPTED_OUT, NONE, true",
        "PLATFORM_ENDED, NONE, true",
        "PLATFORM_ENDED, LOW, false",
        "GOAL_ACHIEVED, NONE, true",
        "GOAL_ACHIEVED, HIGH, false",
        "TRANSFERRED, MEDIUM, false",
        "VOICEMAIL, NONE, false", // a machine's words
        "NO_ANSWER, NONE, false",
        "BUSY, , false",
        "FAILED, , false"
    })
    void shouldTellWhetherThePersonHasNoInterest(
            CallOutcome outcome, Interest interest, boolean declines) {
        assertThat(outcome.declines(interest)).isEqualTo(declines);
    }
}
