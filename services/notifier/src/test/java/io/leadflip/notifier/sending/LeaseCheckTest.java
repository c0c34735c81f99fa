package io.leadflip.notifier.sending;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseCheckTest {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration LEASE = Duration.ofSeconds(60);

    @Test
    void shouldAllowTheDefaults() {
        LeaseCheck.require(CONNECT, Duration.ofSeconds(10), LEASE);
    }

    @Test
    void shouldRefuseAnswerTimesLongerThanTheLease() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> LeaseCheck.require(CONNECT, Duration.ofSeconds(20), LEASE));
    }
}
