package io.leadflip.media.live;

import io.vertx.core.http.UpgradeRejectedException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A failure in words that may stand in a log: of which kind it and its causes are, and what our
/// own code says of it. Messages of others may repeat what was said in a call.
public final class FaultText {
    private static final int CAUSES = 6;
    private static final int FRAMES = 20;
    private static final String OURS = "io.leadflip.";

    private FaultText() {}

    /// One line.
    public static String of(Throwable failure) {
        return Stream.iterate(failure, each -> each != null, Throwable::getCause)
                .limit(CAUSES)
                .map(each -> each.getClass().getName() + words(each))
                .collect(Collectors.joining(" ← "));
    }

    /// With the upper end of its stack.
    static String withPlace(Throwable failure) {
        return of(failure)
                + Stream.of(failure.getStackTrace())
                        .limit(FRAMES)
                        .map(frame -> "\n    at " + frame)
                        .collect(Collectors.joining());
    }

    private static String words(Throwable failure) {
        if (failure instanceof UpgradeRejectedException answer) {
            return ": " + answer.getStatus();
        }
        return failure.getMessage() != null && isRaisedByUs(failure) && !isBorrowed(failure)
                ? ": " + failure.getMessage()
                : "";
    }

    /// A failure that was given no words has those of its cause.
    private static boolean isBorrowed(Throwable failure) {
        return failure.getCause() != null
                && failure.getMessage().equals(failure.getCause().toString());
    }

    private static boolean isRaisedByUs(Throwable failure) {
        return Stream.of(failure.getStackTrace())
                .findFirst()
                .filter(raised -> raised.getClassName().startsWith(OURS))
                .isPresent();
    }
}
