package io.leadflip.sandbox.twilio;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Predicate;

/// Twilio's `StartTime`, `StartTime>` and `StartTime<` list filters (both bounds inclusive): a UTC
/// date or an instant.
final class TimeFilter {
    private TimeFilter() {}

    /// Empty when one of the values is no date.
    static Optional<Predicate<Instant>> of(Form query, String field) {
        try {
            Predicate<Instant> exact =
                    query.text(field).map(TimeFilter::sameDay).orElse(instant -> true);
            Predicate<Instant> after =
                    query.text(field + ">").map(TimeFilter::notBefore).orElse(instant -> true);
            Predicate<Instant> before =
                    query.text(field + "<").map(TimeFilter::notAfter).orElse(instant -> true);
            return Optional.of(exact.and(after).and(before));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Predicate<Instant> sameDay(String value) {
        LocalDate day = start(value).atZone(ZoneOffset.UTC).toLocalDate();
        return instant -> instant.atZone(ZoneOffset.UTC).toLocalDate().equals(day);
    }

    private static Predicate<Instant> notBefore(String value) {
        Instant bound = start(value);
        return instant -> !instant.isBefore(bound);
    }

    private static Predicate<Instant> notAfter(String value) {
        Instant bound = value.length() == 10 ? start(value).plusSeconds(86_399) : start(value);
        return instant -> !instant.isAfter(bound);
    }

    private static Instant start(String value) {
        return value.length() == 10
                ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
                : Instant.parse(value);
    }
}
