package io.leadflip.matching.offer;

import io.leadflip.contracts.value.MatchScore;
import io.leadflip.contracts.value.QuietHours;
import io.leadflip.contracts.value.Urgency;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A ranked candidate that was not offered the lead yet, with what decides whether it may hear of
/// it now.
///
/// @param capped whether it limits how many leads it takes
/// @param quietHours null when it may be written to at any hour
record Waiting(
        UUID businessId,
        MatchScore score,
        List<String> reasons,
        double distanceMetres,
        ZoneId zone,
        QuietHours quietHours,
        boolean capped) {
    Waiting {
        reasons = List.copyOf(reasons);
    }

    /// When the quiet that holds now is over; empty when it may hear of the lead now.
    Optional<Instant> quietUntil(Urgency urgency, Instant now) {
        return Optional.ofNullable(quietHours).flatMap(hours -> hours.endAfter(now, zone, urgency));
    }

    LocalDate today(Instant now) {
        return now.atZone(zone).toLocalDate();
    }
}
