package io.leadflip.intake.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlacesTest {
    private static final Places PLACES = new Places();

    @ParameterizedTest
    @CsvSource({
        "46032,Carmel,IN,America/Indiana/Indianapolis",
        "10001,New York,NY,America/New_York",
        "00501,Holtsville,NY,America/New_York",
        "85001,Phoenix,AZ,America/Phoenix",
        "96813,Honolulu,HI,Pacific/Honolulu"
    })
    void shouldKnowZip(String zip, String city, String state, String zone) {
        // Given the bundled data
        // When
        var place = PLACES.ofZip(zip).orElseThrow();
        // Then
        assertThat(place.city()).isEqualTo(city);
        assertThat(place.state()).isEqualTo(state);
        assertThat(ZoneId.of(place.timeZone())).isEqualTo(ZoneId.of(zone));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000", "4603", "ABCDE", "460321", ""})
    void shouldNotKnowOthers(String zip) {
        // Given the bundled data
        // When
        var place = PLACES.ofZip(zip);
        // Then
        assertThat(place).isEmpty();
    }

    @Test
    void shouldKnowCityOnlyWithState() {
        // Given the bundled data
        // When
        var place = PLACES.ofCity("westfield", "IN");
        // Then
        assertThat(place).hasValueSatisfying(found -> assertThat(found.zip()).startsWith("460"));
    }
}
