package io.leadflip.sandbox.speech;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.format.TextStyle;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Times as people say them: "tomorrow at ten in the morning", "Tuesday, November 24th at 2:30 PM".
///
/// A day without an hour means 10 o'clock; an hour without a day means the next time the clock
/// shows it; an hour from 1 to 7 without "am" is in the afternoon.
public final class SpokenTime {
    private static final List<String> NUMBERS =
            List.of(
                    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
                    "ten", "eleven", "twelve");
    private static final String NUMBER =
            "(\\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)";
    private static final String MINUTES = "(?:[:.](\\d{2})| (thirty|fifteen|forty-five))?";
    private static final String HALF =
            "(a\\.?m\\b\\.?|p\\.?m\\b\\.?|in the (?:morning|afternoon|evening))";
    private static final Pattern MARKED_HOUR =
            Pattern.compile(
                    "\\b" + NUMBER + MINUTES + " ?(?:o'?clock)? ?" + HALF,
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern BARE_HOUR =
            Pattern.compile(
                    "(?:\\b(?:at|around|about|after|before|say) "
                            + NUMBER
                            + MINUTES
                            + "\\b(?! ?(?:\\d|%|dollars|hundred|thousand|days|weeks))|\\b"
                            + NUMBER
                            + " o'?clock)",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern DATE =
            Pattern.compile(
                    "\\b(january|february|march|april|may|june|july|august|september|october|november|december) (\\d{1,2})(?:st|nd|rd|th)?\\b",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern WEEKDAY =
            Pattern.compile(
                    "\\b(monday|tuesday|wednesday|thursday|friday|saturday|sunday)\\b",
                    Pattern.CASE_INSENSITIVE);

    private SpokenTime() {}

    /// The time named in a sentence, if one is.
    public static Optional<LocalDateTime> parse(String sentence, LocalDateTime now) {
        String text = sentence.toLowerCase(Locale.ROOT).replace('’', '\'');
        Optional<LocalDate> day = day(text, now.toLocalDate());
        Optional<LocalTime> hour = hour(text);
        if (day.isPresent()) {
            return Optional.of(day.get().atTime(hour.orElse(LocalTime.of(10, 0))));
        }
        return hour.map(time -> next(time, now));
    }

    /// How to say it, such that `parse` understands it within the next eleven months.
    public static String phrase(LocalDateTime time) {
        int day = time.getDayOfMonth();
        int hour = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
        String minutes = time.getMinute() == 0 ? "" : ":%02d".formatted(time.getMinute());
        return "%s, %s %d%s at %d%s %s"
                .formatted(
                        time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.US),
                        time.getMonth().getDisplayName(TextStyle.FULL, Locale.US),
                        day,
                        ordinal(day),
                        hour,
                        minutes,
                        time.getHour() < 12 ? "AM" : "PM");
    }

    private static LocalDateTime next(LocalTime time, LocalDateTime now) {
        LocalDateTime today = now.toLocalDate().atTime(time);
        return today.isAfter(now) ? today : today.plusDays(1);
    }

    private static Optional<LocalDate> day(String text, LocalDate today) {
        Matcher date = DATE.matcher(text);
        if (date.find()) {
            return dated(date, today);
        }
        if (text.contains("day after tomorrow")) {
            return Optional.of(today.plusDays(2));
        }
        if (text.contains("tomorrow")) {
            return Optional.of(today.plusDays(1));
        }
        Matcher weekday = WEEKDAY.matcher(text);
        if (weekday.find()) {
            DayOfWeek named = DayOfWeek.valueOf(weekday.group(1).toUpperCase(Locale.ROOT));
            return Optional.of(today.with(TemporalAdjusters.next(named)));
        }
        if (text.matches("(?s).*\\b(today|tonight|this (morning|afternoon|evening))\\b.*")) {
            return Optional.of(today);
        }
        return text.contains("next week")
                ? Optional.of(today.with(TemporalAdjusters.next(DayOfWeek.MONDAY)))
                : Optional.empty();
    }

    private static Optional<LocalDate> dated(Matcher date, LocalDate today) {
        Month month = Month.valueOf(date.group(1).toUpperCase(Locale.ROOT));
        int day = Integer.parseInt(date.group(2));
        if (day < 1 || day > month.minLength()) {
            return Optional.empty();
        }
        LocalDate thisYear = LocalDate.of(today.getYear(), month, day);
        return Optional.of(
                thisYear.isBefore(today.minusMonths(1)) ? thisYear.plusYears(1) : thisYear);
    }

    private static Optional<LocalTime> hour(String text) {
        Matcher marked = MARKED_HOUR.matcher(text);
        if (marked.find()) {
            return clock(
                    marked.group(1), minutes(marked.group(2), marked.group(3)), marked.group(4));
        }
        if (text.matches("(?s).*\\b(noon|midday)\\b.*")) {
            return Optional.of(LocalTime.NOON);
        }
        Matcher bare = BARE_HOUR.matcher(text);
        if (bare.find()) {
            String number = bare.group(1) == null ? bare.group(4) : bare.group(1);
            return clock(number, minutes(bare.group(2), bare.group(3)), partOfDay(text));
        }
        return switch (partOfDay(text)) {
            case "morning" -> Optional.of(LocalTime.of(9, 0));
            case "afternoon" -> Optional.of(LocalTime.of(14, 0));
            case "evening" -> Optional.of(LocalTime.of(18, 0));
            default -> Optional.empty();
        };
    }

    private static String partOfDay(String text) {
        Matcher part = Pattern.compile("(?<!good )\\b(morning|afternoon|evening)\\b").matcher(text);
        return part.find() ? part.group(1) : "";
    }

    private static Optional<LocalTime> clock(String number, int minutes, String half) {
        int hour = NUMBERS.contains(number) ? NUMBERS.indexOf(number) : Integer.parseInt(number);
        if (hour > 23 || minutes > 59) {
            return Optional.empty();
        }
        return Optional.of(LocalTime.of(hour > 12 ? hour : onDial(hour, half), minutes));
    }

    private static int onDial(int hour, String half) {
        boolean morning =
                half.startsWith("a.") || half.startsWith("am") || half.endsWith("morning");
        boolean afternoon =
                half.startsWith("p") || half.endsWith("evening") || half.endsWith("afternoon");
        if (morning || (!afternoon && hour >= 8)) {
            return morning && hour == 12 ? 0 : hour;
        }
        return hour == 12 ? 12 : hour % 12 + 12;
    }

    private static int minutes(String digits, String word) {
        if (digits != null) {
            return Integer.parseInt(digits);
        }
        return switch (word == null ? "" : word) {
            case "thirty" -> 30;
            case "fifteen" -> 15;
            case "forty-five" -> 45;
            default -> 0;
        };
    }

    private static String ordinal(int day) {
        if (day >= 11 && day <= 13) {
            return "th";
        }
        return switch (day % 10) {
            case 1 -> "st";
            case 2 -> "nd";
            case 3 -> "rd";
            default -> "th";
        };
    }
}
