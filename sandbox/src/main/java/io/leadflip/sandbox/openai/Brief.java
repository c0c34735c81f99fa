package io.leadflip.sandbox.openai;

import io.leadflip.sandbox.speech.SpokenTime;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a session's instructions say about the call, read from lines such as `Business: …`,
/// `Consumer need: …`, `Category: …`, `Objective: …` and `Local time: 2026-11-23T13:20`.
record Brief(String business, String need, String objective, LocalDateTime now) {
    private static final int LONGEST_NEED = 90;
    private static final Pattern NOUN_PHRASE =
            Pattern.compile("^(?:an?|the|your|some) ", Pattern.CASE_INSENSITIVE);

    static Brief from(String instructions, LocalDateTime clock) {
        return new Brief(
                line(instructions, "business(?: name)?").orElse("the business"),
                topic(
                        line(instructions, "(?:consumer )?need|problem"),
                        line(instructions, "category|service")),
                line(instructions, "objective").orElse(""),
                line(instructions, "local time|now").flatMap(Brief::time).orElse(clock));
    }

    /// The slot to offer: the one the objective names unless it is too soon, else ten o'clock on
    /// the next day that is not a Sunday.
    LocalDateTime proposal() {
        LocalDateTime tomorrow = now.toLocalDate().plusDays(1).atTime(10, 0);
        LocalDateTime usual =
                tomorrow.getDayOfWeek() == DayOfWeek.SUNDAY ? tomorrow.plusDays(1) : tomorrow;
        return SpokenTime.parse(objective, now)
                .filter(time -> time.isAfter(now.plusHours(1)))
                .orElse(usual);
    }

    private static Optional<String> line(String instructions, String key) {
        Matcher line =
                Pattern.compile(
                                "(?im)^[\\s*-]*(?:"
                                        + key
                                        + ")(?: ?\\([^)\\n]*\\))?\\s*:\\s*(\\S.*)$")
                        .matcher(instructions);
        return line.find()
                ? Optional.of(unquoted(line.group(1))).filter(value -> !value.isEmpty())
                : Optional.empty();
    }

    /// How to name the matter in a sentence: a noun phrase as it stands, else by the trade, else as
    /// a short quotation.
    private static String topic(Optional<String> need, Optional<String> trade) {
        Optional<String> noun =
                need.filter(text -> NOUN_PHRASE.matcher(text).find()).map(Brief::shortened);
        return noun.or(
                        () ->
                                trade.map(
                                        name ->
                                                "your "
                                                        + name.toLowerCase(Locale.ROOT)
                                                                .replace('_', ' ')
                                                        + " request"))
                .or(() -> need.map(Brief::shortened))
                .orElse("your request");
    }

    private static String unquoted(String value) {
        return value.replaceAll("<[^>]*>", "")
                .strip()
                .replaceAll("^[\"'“”]+|[\"'“”]+$", "")
                .strip();
    }

    private static String shortened(String need) {
        String first = need.split("(?<=\\p{L}{3})[.!?](?:\\s|$)")[0].strip();
        if (first.length() <= LONGEST_NEED) {
            return first;
        }
        return first.substring(
                0,
                first.lastIndexOf(' ', LONGEST_NEED) > 0
                        ? first.lastIndexOf(' ', LONGEST_NEED)
                        : LONGEST_NEED);
    }

    private static Optional<LocalDateTime> time(String text) {
        Matcher local = Pattern.compile("\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}").matcher(text);
        try {
            return local.find()
                    ? Optional.of(LocalDateTime.parse(local.group().replace(' ', 'T')))
                    : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
