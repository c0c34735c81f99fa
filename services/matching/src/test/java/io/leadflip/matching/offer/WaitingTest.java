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
        // Given
        var business = quiet(false);
        // When
        var quiet = business.quiet(Urgency.EMERGENCY, LATE_EVENING);
        // Then
        assertThat(quiet).isTrue();
        assertThat(business.quietUntil(LATE_EVENING)).isEqualTo("2026-11-23T12:00:00Z");
    }

    @Test
    void shouldWakeOnlyForEmergenciesItOptedInto() {
        // Given
        var business = quiet(true);
        // When
        var emergency = business.quiet(Urgency.EMERGENCY, LATE_EVENING);
        // Then
        assertThat(emergency).isFalse();
        assertThat(business.quiet(Urgency.HIGH, LATE_EVENING)).isTrue();
    }

    @Test
    void shouldNotBeQuietAnyMoreWhenQuietHoursEnd() {
        // When
        var quiet = quiet(false).quiet(Urgency.LOW, MORNING);
        // Then
        assertThat(quiet).isFalse();
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
