package io.leadflip.contracts.value;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/// Hours in which a business does not want to be written to, in its own time zone; may run over
/// midnight.
///
/// @param from first quiet minute
/// @param until first minute that is not quiet any more
/// @param emergenciesAllowed whether an emergency may break the quiet
public record QuietHours(LocalTime from, LocalTime until, boolean emergenciesAllowed) {
    /// Whether `time` is quiet. From an hour to the same hour is no time at all.
    public boolean contains(LocalTime time) {
        if (from.equals(until)) {
            return false;
        }
        return from.isBefore(until)
                ? !time.isBefore(from) && time.isBefore(until)
                : !time.isBefore(from) || time.isBefore(until);
    }

    /// When the quiet that holds at `now` is over.
    ///
    /// @param zone of the business
    /// @param urgency of what there is to say
    /// @return empty when it may be said now
    public Optional<Instant> endAfter(Instant now, ZoneId zone, Urgency urgency) {
        var local = now.atZone(zone);
        boolean broken = urgency == Urgency.EMERGENCY && emergenciesAllowed;
        if (broken || !contains(local.toLocalTime())) {
            return Optional.empty();
        }
        var end = local.with(until);
        var next = end.isAfter(local) ? end : local.plusDays(1).with(until);
        return Optional.of(next.toInstant());
    }
}
