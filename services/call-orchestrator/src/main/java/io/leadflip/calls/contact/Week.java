package io.leadflip.calls.contact;

import java.time.DayOfWeek;
import java.time.LocalDateTime;

/// The hours of one week as calling laws write them: working days, Saturday, Sunday.
record Week(Hours weekdays, Hours saturday, Hours sunday) {
    Hours on(DayOfWeek day) {
        return switch (day) {
            case SATURDAY -> saturday;
            case SUNDAY -> sunday;
            case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> weekdays;
        };
    }

    boolean contains(LocalDateTime local) {
        return on(local.getDayOfWeek()).contains(local.toLocalTime());
    }
}
