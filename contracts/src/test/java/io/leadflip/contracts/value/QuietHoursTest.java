package io.leadflip.contracts.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {
    @ParameterizedTest
    @CsvSource({
        "21:00, 07:00, 20:59, false",
        "21:00, 07:00, 21:00, true",
        "21:00, 07:00, 06:59, true",
        "21:00, 07:00, 07:00, false",
        "12:00, 13:00, 12:30, true",
        "12:00, 13:00, 13:00, false",
        "00:00, 00:00, 00:00, false",
        "00:00, 00:00, 15:00, false"
    })
    void shouldBeQuietFromTheFirstMinuteToTheLast(
            LocalTime from, LocalTime until, LocalTime time, boolean quiet) {
        assertThat(new QuietHours(from, until, false).contains(time)).isEqualTo(quiet);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T03:00:00Z, 2026-11-22T12:00:00Z",
        "2026-11-22T11:59:59Z, 2026-11-22T12:00:00Z",
        "2026-11-22T12:00:00Z, ",
        "2026-11-01T02:00:00Z, 2026-11-01T12:00:00Z",
        "2026-03-08T03:00:00Z, 2026-03-08T11:00:00Z"
    })
    void shouldEndByTheClockOfTheBusiness(Instant now, Instant end) {
        var hours = new QuietHours(LocalTime.of(21, 0), LocalTime.of(7, 0), true);
        assertThat(hours.endAfter(now, ZoneId.of("America/New_York"), Urgency.HIGH))
                .isEqualTo(Optional.ofNullable(end));
    }

    @Test
    void shouldBeBrokenOnlyByAnEmergencyThatIsWanted() {
        var now = Instant.parse("2026-11-22T03:00:00Z");
        var zone = ZoneId.of("America/New_York");
        var from = LocalTime.of(21, 0);
        var until = LocalTime.of(7, 0);
        assertThat(new QuietHours(from, until, true).endAfter(now, zone, Urgency.EMERGENCY))
                .isEmpty();
        assertThat(new QuietHours(from, until, false).endAfter(now, zone, Urgency.EMERGENCY))
                .isPresent();
    }
}
