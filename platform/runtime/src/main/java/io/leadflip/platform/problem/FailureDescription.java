package io.leadflip.platform.problem;

import io.leadflip.platform.deadletter.FailureText;
import io.vertx.pgclient.PgException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A failure in words that may stand in a log. Messages of databases and parsers repeat what they
/// were given, phone numbers and texts of people among it; so what is told is where it happened and
/// what kind it was.
public final class FailureDescription {
    private static final int CAUSES = 6;
    private static final int FRAMES = 20;
    private static final String OURS = "io.leadflip.";

    private FailureDescription() {}

    /// One line: every cause with its kind, a database's by its codes, and with its words when they
    /// are ours.
    public static String brief(Throwable failure) {
        return line(failure, cause -> kind(cause) + words(cause));
    }

    /// One line without any words, for what leaves the house.
    public static String kinds(Throwable failure) {
        return line(failure, FailureDescription::kind);
    }

    /// Every cause with its kind and the upper end of its stack, never with its message.
    public static String full(Throwable failure) {
        return causes(failure).stream()
                .map(cause -> kind(cause) + frames(cause))
                .collect(Collectors.joining("\ncaused by "));
    }

    private static String line(Throwable failure, Function<Throwable, String> told) {
        return causes(failure).stream().map(told).collect(Collectors.joining(" ← "));
    }

    private static List<Throwable> causes(Throwable failure) {
        var causes = new ArrayList<Throwable>();
        for (var cause = failure; cause != null && causes.size() < CAUSES; ) {
            causes.add(cause);
            cause = cause.getCause();
        }
        return causes;
    }

    private static String kind(Throwable cause) {
        return cause instanceof PgException refused
                ? Stream.of(
                                PgException.class.getName(),
                                "SQLSTATE " + refused.getSqlState(),
                                refused.getTable(),
                                refused.getConstraint())
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(" "))
                : cause.getClass().getName();
    }

    /// What our own code says of a failure, it says in words of its own; still nothing goes through
    /// that looks like a quotation, an address or a phone number.
    private static String words(Throwable cause) {
        return cause.getMessage() != null && isRaisedByUs(cause) && !isBorrowed(cause)
                ? ": " + FailureText.of(cause.getMessage())
                : "";
    }

    /// A failure that was given no words has those of its cause.
    private static boolean isBorrowed(Throwable failure) {
        return failure.getCause() != null
                && failure.getMessage().equals(failure.getCause().toString());
    }

    /// Parsers and clients make their failures in their own code.
    private static boolean isRaisedByUs(Throwable cause) {
        return Stream.of(cause.getStackTrace())
                .findFirst()
                .map(StackTraceElement::getClassName)
                .orElse(cause.getClass().getName())
                .startsWith(OURS);
    }

    private static String frames(Throwable cause) {
        return Stream.of(cause.getStackTrace())
                .limit(FRAMES)
                .map(frame -> "\n    at " + frame)
                .collect(Collectors.joining());
    }
}
