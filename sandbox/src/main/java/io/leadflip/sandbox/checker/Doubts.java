package io.leadflip.sandbox.checker;

import io.leadflip.sandbox.checker.Books.Attempt;
import io.leadflip.sandbox.checker.Receipts.Dial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Finds what nobody can be sure of: effects in doubt, and effects that no service knows about.
final class Doubts {
    private static final String UNKNOWN = "UNKNOWN";

    private Doubts() {}

    /// Recordings that nobody is known to have agreed to.
    static List<String> recordings(Books books, Receipts receipts) {
        Map<String, Dial> dials = dials(receipts);
        return receipts.recordings().stream()
                .filter(
                        recording ->
                                Optional.ofNullable(dials.get(recording.call()))
                                        .flatMap(Dial::attemptId)
                                        .filter(books.affirmed()::contains)
                                        .isEmpty())
                .map(recording -> "recording " + recording.sid() + " was agreed to by nobody")
                .toList();
    }

    private static Map<String, Dial> dials(Receipts receipts) {
        return receipts.dials().stream()
                .collect(Collectors.toMap(Dial::sid, Function.identity(), (first, again) -> first));
    }

    static List<String> in(Books books, Receipts receipts) {
        List<String> found = new ArrayList<>();
        books.notifications().stream()
                .filter(told -> UNKNOWN.equals(told.state()))
                .forEach(
                        told ->
                                found.add(
                                        "notification "
                                                + told.id()
                                                + " may or may not have been sent"));
        books.calls().stream()
                .filter(call -> UNKNOWN.equals(call.status()))
                .forEach(
                        call ->
                                found.add(
                                        "call " + call.id() + " may or may not have been placed"));
        Set<String> attempts =
                books.attempts().stream().map(Attempt::id).collect(Collectors.toSet());
        receipts.dials().stream()
                .filter(dial -> dial.attemptId().filter(attempts::contains).isEmpty())
                .forEach(dial -> found.add("dial " + dial.sid() + " belongs to no attempt"));
        Map<String, Dial> dials = dials(receipts);
        receipts.legs().stream()
                .filter(
                        leg ->
                                Optional.ofNullable(dials.get(leg.parent()))
                                        .flatMap(Dial::attemptId)
                                        .filter(books.transfers()::contains)
                                        .isEmpty())
                .forEach(leg -> found.add("leg " + leg.sid() + " belongs to no transfer"));
        return found;
    }
}
