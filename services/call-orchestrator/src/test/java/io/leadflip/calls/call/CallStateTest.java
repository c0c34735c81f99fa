package io.leadflip.calls.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.value.CallStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CallStateTest {
    @ParameterizedTest
    @EnumSource(CallStatus.class)
    void shouldReadBackEveryStatus(CallStatus status) {
        assertThat(CallState.of(status).status()).isEqualTo(status);
    }

    @Test
    void shouldGoRoundBetweenScheduledAndAttempting() {
        assertThat(
                        new CallState.Requested()
                                .scheduled()
                                .attempting()
                                .again()
                                .attempting()
                                .concluded()
                                .status())
                .isEqualTo(CallStatus.CONCLUDED);
    }

    @Test
    void shouldConcludeACallThatIsNotDialledAgain() {
        assertThat(new CallState.Requested().scheduled().attempting().again().concluded().status())
                .isEqualTo(CallStatus.CONCLUDED);
    }

    @ParameterizedTest
    @EnumSource(
            value = CallStatus.class,
            names = {"CONCLUDED", "DENIED", "CANCELLED", "UNKNOWN"})
    void shouldHaveNoMovesOnceOver(CallStatus status) {
        assertThat(CallState.of(status).getClass().getDeclaredMethods())
                .noneMatch(method -> CallState.class.isAssignableFrom(method.getReturnType()));
    }
}
