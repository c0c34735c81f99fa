package io.leadflip.notifier.sending;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseCheckTest {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration LONGEST_TRY = Duration.ofMinutes(2);

    @Test
    void shouldAllowTheDefaults() {
        LeaseCheck.require(CONNECT, Duration.ofSeconds(10), LONGEST_TRY);
    }

    @Test
    void shouldRefuseAnswerTimesLongerThanATry() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> LeaseCheck.require(CONNECT, Duration.ofSeconds(60), LONGEST_TRY));
    }
}
