package io.leadflip.notifier.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptOutWordsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "STOP",
                "stop",
                " Stop. ",
                "OPT OUT",
                "opt-out",
                "optout",
                "Opt  Out!",
                "UNSUBSCRIBE",
                "quit",
                "END",
                "cancel",
                "REVOKE",
                "stop all",
                "Alto",
                "baja",
                "parar",
                "STOP please",
                "please stop texting me"
            })
    void shouldUnderstandEveryWayToSayStop(String words) {
        assertThat(OptOutWords.asksToStop(words)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yes", "please do not stop by before noon", "start", "help"})
    void shouldNotTakeOtherWordsForStop(String words) {
        assertThat(OptOutWords.asksToStop(words)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"opt out", "baja", "stop all"})
    void shouldConfirmWhatTwilioDoesNotRecognise(String words) {
        assertThat(OptOutWords.confirmedByTwilio(words)).isFalse();
    }
}
