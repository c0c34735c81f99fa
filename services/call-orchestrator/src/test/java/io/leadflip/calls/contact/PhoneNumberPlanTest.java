package io.leadflip.calls.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberPlanTest {
    private final NumberPlan plan = new PhoneNumberPlan();

    @ParameterizedTest
    @CsvSource({
        "+13175550142, America/New_York, IN",
        "+12125550142, America/New_York, NY",
        "+14155550142, America/Los_Angeles, CA",
        "+18085550142, Pacific/Honolulu, HI",
    })
    void shouldPlaceAnAreaCode(String number, String zone, String state) {
        // When
        NumberFacts facts = plan.lookUp(number);
        // Then
        assertThat(facts.region()).isEqualTo("US");
        assertThat(facts.kind()).isEqualTo(NumberFacts.Kind.ORDINARY);
        assertThat(facts.zones()).contains(ZoneId.of(zone));
        assertThat(facts.states()).containsExactly(state);
    }

    @ParameterizedTest
    @CsvSource({"+18005550142, TOLL_FREE", "+19005550142, PREMIUM_RATE"})
    void shouldTellKindsThatAreNotCalled(String number, NumberFacts.Kind kind) {
        assertThat(plan.lookUp(number).kind()).isEqualTo(kind);
    }

    @Test
    void shouldTellOtherCountries() {
        assertThat(plan.lookUp("+442079460958").region()).isEqualTo("GB");
        assertThat(plan.lookUp("+14165550142").region()).isEqualTo("CA");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "3175550142", "+1", "+1317", "911", "+1317555014x2"})
    void shouldKnowNothingAboutWhatIsNoNumber(String text) {
        assertThat(plan.lookUp(text)).isEqualTo(NumberFacts.unknown());
    }
}
