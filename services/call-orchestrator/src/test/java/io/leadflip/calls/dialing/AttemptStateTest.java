package io.leadflip.calls.dialing;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.calls.dialing.AttemptState.Name;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AttemptStateTest {
    /// Thread: twilio-firebase-ext#21
    @ParameterizedTest
    @CsvSource({
        "DISPATCHING, QUEUED, DIALING",
        "DISPATCHING, IN_PROGRESS, IN_PROGRESS",
        "DISPATCHING, COMPLETED, ENDED",
        "DIALING, RINGING, RINGING",
        "DIALING, INITIATED, DIALING",
        "RINGING, INITIATED, RINGING",
        "RINGING, IN_PROGRESS, IN_PROGRESS",
        "RINGING, NO_ANSWER, ENDED",
        "IN_PROGRESS, RINGING, IN_PROGRESS",
        "IN_PROGRESS, COMPLETED, ENDED",
    })
    void shouldMoveForwardOnly(Name from, ProviderStatus report, Name to) {
        assertThat(AttemptState.of(from).after(report).name()).isEqualTo(to);
    }

    @ParameterizedTest
    @EnumSource(ProviderStatus.class)
    void shouldStayOverWhateverComesLate(ProviderStatus report) {
        assertThat(new AttemptState.Ended().after(report).name()).isEqualTo(Name.ENDED);
        assertThat(new AttemptState.Unknown().after(report).name()).isEqualTo(Name.UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource(Name.class)
    void shouldReadBackEveryName(Name name) {
        assertThat(AttemptState.of(name).name()).isEqualTo(name);
    }

    @Test
    void shouldReadTwiliosWords() {
        assertThat(ProviderStatus.of("no-answer")).contains(ProviderStatus.NO_ANSWER);
        assertThat(ProviderStatus.of("in-progress")).contains(ProviderStatus.IN_PROGRESS);
        assertThat(ProviderStatus.of("hovering")).isEmpty();
        assertThat(ProviderStatus.of(null)).isEmpty();
    }
}
