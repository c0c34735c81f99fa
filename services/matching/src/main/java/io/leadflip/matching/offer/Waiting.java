package io.leadflip.matching.offer;

import io.leadflip.contracts.value.MatchScore;
import io.leadflip.contracts.value.QuietHours;
import io.leadflip.contracts.value.Urgency;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
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

    boolean quiet(Urgency urgency, Instant now) {
        if (quietHours == null || urgency == Urgency.EMERGENCY && quietHours.emergenciesAllowed()) {
            return false;
        }
        return quietHours.contains(now.atZone(zone).toLocalTime());
    }

    /// When the quiet that holds now is over.
    Instant quietUntil(Instant now) {
        ZonedDateTime local = now.atZone(zone);
        var end = local.with(quietHours.until());
        return (end.isAfter(local) ? end : local.plusDays(1).with(quietHours.until())).toInstant();
    }

    LocalDate today(Instant now) {
        return now.atZone(zone).toLocalDate();
    }
}
