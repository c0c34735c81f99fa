package io.leadflip.calls.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Against the days that the Office of Personnel Management publishes, and beside each that falls
/// on a weekend the day itself.
class FederalHolidaysTest {
    @ParameterizedTest
    @CsvSource({
        "2026, 01-01 01-19 02-16 05-25 06-19 07-03 07-04 09-07 10-12 11-11 11-26 12-25",
        "2027, 01-01 01-18 02-15 05-31 06-18 06-19 07-04 07-05 09-06 10-11 11-11 11-25 12-24 12-25 12-31",
        "2028, 01-01 01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-10 11-11 11-23 12-25",
        "2029, 01-01 01-15 02-19 05-28 06-19 07-04 09-03 10-08 11-11 11-12 11-22 12-25"
    })
    void shouldKnowTheDaysOfAYear(int year, String days) {
        // When
        List<String> found =
                LocalDate.of(year, 1, 1)
                        .datesUntil(LocalDate.of(year + 1, 1, 1))
                        .filter(FederalHolidays::on)
                        .map(day -> day.toString().substring(5))
                        .toList();
        // Then
        assertThat(found).containsExactly(days.split(" "));
    }

    @Test
    void shouldKeepNewYearOnTheLastDayOfTheYearBefore() {
        assertThat(FederalHolidays.on(LocalDate.of(2027, 12, 31))).isTrue();
    }
}
