package io.leadflip.platform.problem;

import io.vertx.pgclient.PgException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A failure in words that may stand in a log. Messages of databases and parsers repeat what they
/// were given, phone numbers and texts of people among it; so what is told is where it happened and
/// what kind it was.
public final class FailureDescription {
    private static final int CAUSES = 6;
    private static final int FRAMES = 20;

    private FailureDescription() {}

    /// One line: a database's failure by its codes, any other with its message.
    public static String brief(Throwable failure) {
        return causes(failure).stream().anyMatch(PgException.class::isInstance)
                ? causes(failure).stream()
                        .map(FailureDescription::kind)
                        .collect(Collectors.joining(" ← "))
                : failure.toString();
    }

    /// Every cause with its kind and the upper end of its stack, never with its message.
    public static String full(Throwable failure) {
        return causes(failure).stream()
                .map(cause -> kind(cause) + frames(cause))
                .collect(Collectors.joining("\ncaused by "));
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

    private static String frames(Throwable cause) {
        return Stream.of(cause.getStackTrace())
                .limit(FRAMES)
                .map(frame -> "\n    at " + frame)
                .collect(Collectors.joining());
    }
}
