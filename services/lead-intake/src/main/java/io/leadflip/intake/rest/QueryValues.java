package io.leadflip.intake.rest;

import io.leadflip.contracts.door.SpendPlace;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import java.util.function.Function;

/// Reads query parameters. What cannot be read is a 400 that names the parameter; JAX-RS itself
/// would say that there is no such page.
final class QueryValues {
    private static final int DAY = "2026-11-27".length();

    private QueryValues() {}

    static UUID id(String name, String value) {
        return read(name, value, UUID::fromString);
    }

    static Instant instant(String name, String value) {
        return read(name, value, Instant::parse);
    }

    /// A day of a year with four digits.
    static LocalDate day(String name, String value) {
        return read(name, value, QueryValues::day);
    }

    private static LocalDate day(String text) {
        if (text.length() != DAY) {
            throw new IllegalArgumentException("is no year of four digits");
        }
        return LocalDate.parse(text);
    }

    static Integer number(String name, String value) {
        return read(name, value, Integer::valueOf);
    }

    static <E extends Enum<E>> E oneOf(Class<E> type, String name, String value) {
        return read(name, value, text -> Enum.valueOf(type, text));
    }

    static String text(String name, String value) {
        return read(name, value, QueryValues::oneLine);
    }

    static SpendPlace place(String name, String value) {
        return read(name, value, SpendPlace::of);
    }

    private static String oneLine(String text) {
        if (!Bodies.oneLine(text)) {
            throw new IllegalArgumentException("holds what is not seen");
        }
        return text;
    }

    private static <T> T read(String name, String value, Function<String, T> reader) {
        try {
            return value == null ? null : reader.apply(value);
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new Problem(ProblemType.BAD_REQUEST, "The parameter " + name + " is unreadable.");
        }
    }
}
