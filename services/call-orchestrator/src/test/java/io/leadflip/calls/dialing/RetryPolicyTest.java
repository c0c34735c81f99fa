package io.leadflip.calls.dialing;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.value.CallOutcome;
import io.leadflip.contracts.value.CallPurpose;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RetryPolicyTest {
    private final RetryPolicy policy =
            new RetryPolicy(Duration.ofHours(2), Duration.ofHours(4), Duration.ofMinutes(5), 3, 2);

    @ParameterizedTest
    @CsvSource({
        "NO_ANSWER, QUALIFY_LEAD, 1, 0, PT2H",
        "BUSY, QUALIFY_LEAD, 2, 0, PT2H",
        "BUSY, QUALIFY_LEAD, 3, 0, ",
        "VOICEMAIL, FOLLOW_UP, 1, 0, PT4H",
        "FAILED, QUALIFY_LEAD, 1, 1, PT5M",
        "FAILED, QUALIFY_LEAD, 2, 2, ",
        "NO_ANSWER, CONSUMER_CALLBACK, 1, 0, PT2H",
        "NO_ANSWER, CONSUMER_CALLBACK, 2, 0, ",
    })
    void shouldTryAgain(
            CallOutcome result, CallPurpose purpose, int made, int failures, Duration delay) {
        assertThat(policy.after(result, purpose, made, failures).orElse(null)).isEqualTo(delay);
    }

    @ParameterizedTest
    @EnumSource(
            value = CallOutcome.class,
            names = {"GOAL_ACHIEVED", "DECLINED", "OPTED_OUT", "TRANSFERRED", "PLATFORM_ENDED"})
    void shouldLeavePeopleAloneWhoWereSpokenTo(CallOutcome result) {
        assertThat(policy.after(result, CallPurpose.QUALIFY_LEAD, 1, 0)).isEmpty();
    }
}
