package io.leadflip.matching.offer;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.value.MatchScore;
import io.leadflip.contracts.value.QuietHours;
import io.leadflip.contracts.value.Urgency;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WaitingTest {
    private static final ZoneId INDIANAPOLIS = ZoneId.of("America/Indiana/Indianapolis");
    private static final Instant LATE_EVENING = Instant.parse("2026-11-23T03:00:00Z");
    private static final Instant MORNING = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void shouldPassOverBusinessInItsQuietHours() {
        // When
        var until = quiet(false).quietUntil(Urgency.EMERGENCY, LATE_EVENING);
        // Then
        assertThat(until).contains(Instant.parse("2026-11-23T12:00:00Z"));
    }

    @Test
    void shouldWakeOnlyForEmergenciesItOptedInto() {
        // When
        var until = quiet(true).quietUntil(Urgency.EMERGENCY, LATE_EVENING);
        // Then
        assertThat(until).isEmpty();
        assertThat(quiet(true).quietUntil(Urgency.HIGH, LATE_EVENING)).isPresent();
    }

    @Test
    void shouldNotBeQuietAnyMoreWhenQuietHoursEnd() {
        // When
        var until = quiet(false).quietUntil(Urgency.LOW, MORNING);
        // Then
        assertThat(until).isEmpty();
    }

    @Test
    void shouldTakeTheDayFromItsOwnZone() {
        // When
        var today = quiet(false).today(LATE_EVENING);
        // Then
        assertThat(today).isEqualTo(LocalDate.of(2026, 11, 22));
    }

    private static Waiting quiet(boolean emergenciesAllowed) {
        var hours = new QuietHours(LocalTime.of(21, 0), LocalTime.of(7, 0), emergenciesAllowed);
        return new Waiting(
                new UUID(0, 1),
                new MatchScore(30, 20, 8, 8, 5, 3, 0),
                List.of(),
                1,
                INDIANAPOLIS,
                hours,
                false);
    }
}
