package io.leadflip.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.value.OpeningHours;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpeningHoursTest {
    private static final OpeningHours MONDAY =
            new OpeningHours(DayOfWeek.MONDAY, LocalTime.of(8, 0), LocalTime.of(18, 0));
    private static final OpeningHours SATURDAY_NIGHT =
            new OpeningHours(DayOfWeek.SATURDAY, LocalTime.of(20, 0), LocalTime.of(2, 0));
    private static final OpeningHours ALL_SUNDAY =
            new OpeningHours(DayOfWeek.SUNDAY, LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

    /// 30 November 2026 is a Monday.
    @ParameterizedTest
    @CsvSource({
        "2026-11-30T07:59:59, false",
        "2026-11-30T08:00, true",
        "2026-11-30T17:59:59, true",
        "2026-11-30T18:00, false",
        "2026-12-01T09:00, false",
    })
    void shouldOpenAtFromAndCloseBeforeUntil(LocalDateTime at, boolean open) {
        assertThat(MONDAY.contains(at)).isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-28T19:59, false",
        "2026-11-28T20:00, true",
        "2026-11-29T01:59, true",
        "2026-11-29T02:00, false",
        "2026-11-28T01:00, false",
        "2026-11-29T21:00, false",
    })
    void shouldGoOnOverMidnight(LocalDateTime at, boolean open) {
        assertThat(SATURDAY_NIGHT.contains(at)).isEqualTo(open);
    }

    @Test
    void shouldLastAWholeDayFromMidnightToMidnight() {
        assertThat(ALL_SUNDAY.contains(LocalDateTime.parse("2026-11-29T00:00"))).isTrue();
        assertThat(ALL_SUNDAY.contains(LocalDateTime.parse("2026-11-29T23:59:59"))).isTrue();
        assertThat(ALL_SUNDAY.contains(LocalDateTime.parse("2026-11-30T00:00"))).isFalse();
        assertThat(ALL_SUNDAY.contains(LocalDateTime.parse("2026-11-28T23:59"))).isFalse();
    }
}
