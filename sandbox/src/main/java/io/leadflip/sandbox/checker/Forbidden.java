package io.leadflip.sandbox.checker;

import io.leadflip.sandbox.checker.Books.Attempt;
import io.leadflip.sandbox.checker.Receipts.Dial;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Finds people who were called although they must not be.
final class Forbidden {
    /// What somebody said to one service, all others know by then.
    private static final Duration HEEDED_WITHIN = Duration.ofSeconds(2);

    private Forbidden() {}

    /// Dials of attempts that no decision allows, and dials of people who had said no before. What
    /// belongs to no attempt at all is reported as a doubt.
    static List<String> dials(Books books, Receipts receipts) {
        Map<String, Attempt> attempts =
                books.attempts().stream()
                        .collect(Collectors.toMap(Attempt::id, Function.identity()));
        List<String> found = new ArrayList<>();
        for (Dial dial : receipts.dials()) {
            dial.attemptId()
                    .map(attempts::get)
                    .ifPresent(attempt -> look(books, dial, attempt, found));
        }
        return found;
    }

    private static void look(Books books, Dial dial, Attempt attempt, List<String> found) {
        if (!books.allowed().contains(attempt.id())) {
            found.add("attempt " + attempt.id() + " was dialled and no decision allows it");
        }
        Instant saidNo = books.optOuts().get(attempt.contactKey());
        if (saidNo != null && dial.at().isAfter(saidNo.plus(HEEDED_WITHIN))) {
            found.add("attempt " + attempt.id() + " was dialled after an opt-out");
        }
    }
}
