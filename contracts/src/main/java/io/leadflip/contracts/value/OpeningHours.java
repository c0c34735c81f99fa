package io.leadflip.contracts.value;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;

/// Hours in which a business takes calls that are put through to it, in its own time zone, from one
/// day of the week on.
///
/// @param day on which they begin
/// @param from first open minute
/// @param until first minute that is not open any more; when it does not lie after `from`, on the
///   next day
public record OpeningHours(DayOfWeek day, LocalTime from, LocalTime until) {
    /// Whether the business is open at `at`, local time.
    public boolean contains(LocalDateTime at) {
        LocalTime time = at.toLocalTime();
        boolean overMidnight = !until.isAfter(from);
        if (at.getDayOfWeek() == day) {
            return !time.isBefore(from) && (overMidnight || time.isBefore(until));
        }
        return overMidnight && at.getDayOfWeek() == day.plus(1) && time.isBefore(until);
    }
}
