package io.leadflip.sandbox.openai;

import io.leadflip.sandbox.speech.SpokenTime;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a session's instructions say about the call, read from lines such as `Business: …`, `Consumer need: …`, `Objective: …`
/// and `Local time: 2026-11-23T13:20`.
record Brief(String business, String need, String objective, LocalDateTime now) {
    private static final int LONGEST_NEED = 90;

    static Brief from(String instructions, LocalDateTime clock) {
        return new Brief(
                line(instructions, "business(?: name)?").orElse("the business"),
                line(instructions, "(?:consumer )?need|problem|service").map(Brief::shortened).orElse("your request"),
                line(instructions, "objective").orElse(""),
                line(instructions, "local time|now").flatMap(Brief::time).orElse(clock));
    }

    /// The slot to offer: the one the objective names, else ten o'clock on the next day that is not a Sunday.
    LocalDateTime proposal() {
        LocalDateTime tomorrow = now.toLocalDate().plusDays(1).atTime(10, 0);
        LocalDateTime usual = tomorrow.getDayOfWeek() == DayOfWeek.SUNDAY ? tomorrow.plusDays(1) : tomorrow;
        return SpokenTime.parse(objective, now).orElse(usual);
    }

    private static Optional<String> line(String instructions, String key) {
        Matcher line = Pattern.compile("(?im)^[\\s*-]*(?:" + key + ")\\s*:\\s*(\\S.*)$").matcher(instructions);
        return line.find() ? Optional.of(line.group(1).strip()) : Optional.empty();
    }

    private static String shortened(String need) {
        String first = need.split("(?<=\\p{L}{3})[.!?](?:\\s|$)")[0].strip();
        if (first.length() <= LONGEST_NEED) {
            return first;
        }
        return first.substring(0, first.lastIndexOf(' ', LONGEST_NEED) > 0 ? first.lastIndexOf(' ', LONGEST_NEED) : LONGEST_NEED);
    }

    private static Optional<LocalDateTime> time(String text) {
        Matcher local = Pattern.compile("\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}").matcher(text);
        try {
            return local.find() ? Optional.of(LocalDateTime.parse(local.group().replace(' ', 'T'))) : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
