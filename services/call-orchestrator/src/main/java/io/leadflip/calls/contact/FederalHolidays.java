package io.leadflip.calls.contact;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Set;

/// The legal holidays of the United States (5 U.S.C. 6103(a)), and the working day on which one
/// with a date is kept when it falls on a weekend (6103(b), Executive Order 11582). Both days
/// count.
final class FederalHolidays {
    private static final Set<MonthDay> DATED =
            Set.of(
                    MonthDay.of(1, 1), // New Year's Day
                    MonthDay.of(6, 19), // Juneteenth
                    MonthDay.of(7, 4), // Independence Day
                    MonthDay.of(11, 11), // Veterans Day
                    MonthDay.of(12, 25)); // Christmas Day

    private FederalHolidays() {}

    static boolean on(LocalDate day) {
        return dated(day) || keptFor(day) || moving(day);
    }

    private static boolean dated(LocalDate day) {
        return DATED.contains(MonthDay.from(day));
    }

    private static boolean keptFor(LocalDate day) {
        return switch (day.getDayOfWeek()) {
            case FRIDAY -> dated(day.plusDays(1));
            case MONDAY -> dated(day.minusDays(1));
            case TUESDAY, WEDNESDAY, THURSDAY, SATURDAY, SUNDAY -> false;
        };
    }

    private static boolean moving(LocalDate day) {
        return switch (day.getMonth()) {
            case JANUARY -> nth(day, 3, DayOfWeek.MONDAY); // Birthday of Martin Luther King, Jr.
            case FEBRUARY -> nth(day, 3, DayOfWeek.MONDAY); // Washington's Birthday
            case MAY -> lastMonday(day); // Memorial Day
            case SEPTEMBER -> nth(day, 1, DayOfWeek.MONDAY); // Labor Day
            case OCTOBER -> nth(day, 2, DayOfWeek.MONDAY); // Columbus Day
            case NOVEMBER -> nth(day, 4, DayOfWeek.THURSDAY); // Thanksgiving Day
            case MARCH, APRIL, JUNE, JULY, AUGUST, DECEMBER -> false;
        };
    }

    private static boolean nth(LocalDate day, int week, DayOfWeek dayOfWeek) {
        return day.getDayOfWeek() == dayOfWeek && (day.getDayOfMonth() + 6) / 7 == week;
    }

    private static boolean lastMonday(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.MONDAY
                && day.plusWeeks(1).getMonth() != day.getMonth();
    }
}
