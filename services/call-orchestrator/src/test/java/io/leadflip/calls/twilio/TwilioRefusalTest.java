package io.leadflip.calls.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.calls.dialing.Telephony.Placing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioRefusalTest {
    @ParameterizedTest
    @CsvSource({"401, 401", "401, 20003", "403, 403", "403, 20003", "400, 20003", "400, 20005"})
    void shouldTakeWhatIsAboutTheAccountForBarred(int status, int code) {
        assertThat(TwilioRefusal.of(status, code)).isEqualTo(new Placing.Barred());
    }

    @ParameterizedTest
    @CsvSource({"429, 429", "429, 20429", "400, 10004", "400, 86008", "400, 22005", "400, 20429"})
    void shouldTakeWhatIsAboutCapacityForLater(int status, int code) {
        assertThat(TwilioRefusal.of(status, code)).isEqualTo(new Placing.NotNow());
    }

    @Test
    void shouldKnowWhoOptedOut() {
        assertThat(TwilioRefusal.of(400, 21610)).isEqualTo(new Placing.OptedOut());
    }

    @ParameterizedTest
    @ValueSource(ints = {13224, 21211, 21214, 21215, 21217})
    void shouldHaveNoHopeForABadNumber(int code) {
        assertThat(TwilioRefusal.of(400, code)).isEqualTo(new Placing.Refused(code, true));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 21205})
    void shouldTakeEverythingElseForARefusalOfThisTry(int code) {
        assertThat(TwilioRefusal.of(400, code)).isEqualTo(new Placing.Refused(code, false));
    }
}
