package io.leadflip.contracts.value;

import java.time.LocalTime;

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
}
