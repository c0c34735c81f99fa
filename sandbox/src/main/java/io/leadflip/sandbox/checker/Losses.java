package io.leadflip.sandbox.checker;

import io.leadflip.sandbox.checker.Books.Attempt;
import io.leadflip.sandbox.checker.Books.Call;
import io.leadflip.sandbox.checker.Books.Lead;
import io.leadflip.sandbox.checker.Books.Match;
import io.leadflip.sandbox.checker.Books.Notification;
import io.leadflip.sandbox.checker.Books.Offer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Finds what was promised and then forgotten. A rule takes what was promised, written and
/// received, and answers in sentences.
final class Losses {
    private static final Set<String> UNDECIDED_LEAD = Set.of("RECEIVED", "CLASSIFIED");
    private static final Set<String> LIVE_OFFER = Set.of("OFFERED", "NOTIFIED", "ACCEPTED");
    private static final Set<String> FINAL_CALL =
            Set.of("CONCLUDED", "DENIED", "CANCELLED", "UNKNOWN");
    private static final Set<String> FINAL_ATTEMPT = Set.of("ENDED", "UNKNOWN");
    private static final String NEW_LEAD = "NEW_LEAD";

    private final Books books;
    private final Receipts receipts;
    private final List<String> found = new ArrayList<>();

    private Losses(Books books, Receipts receipts) {
        this.books = books;
        this.receipts = receipts;
    }

    /// @param promised the leads whose senders were answered 202
    static List<String> in(Collection<String> promised, Books books, Receipts receipts) {
        Losses losses = new Losses(books, receipts);
        losses.leads(promised);
        losses.offers();
        losses.matches();
        losses.notifications();
        losses.calls();
        return losses.found;
    }

    private void leads(Collection<String> promised) {
        Set<String> stored = books.leads().stream().map(Lead::id).collect(Collectors.toSet());
        promised.stream()
                .filter(id -> !stored.contains(id))
                .forEach(id -> found.add("lead " + id + " was accepted and is not stored"));
        books.leads().stream()
                .filter(lead -> UNDECIDED_LEAD.contains(lead.status()))
                .forEach(lead -> found.add("lead " + lead.id() + " stays " + lead.status()));
    }

    private void offers() {
        Set<String> known = books.matches().stream().map(Match::id).collect(Collectors.toSet());
        books.offers().stream()
                .filter(offer -> LIVE_OFFER.contains(offer.state()) && !known.contains(offer.id()))
                .map(Offer::id)
                .forEach(id -> found.add("offer " + id + " never became a match"));
    }

    /// An offer that nobody was told about; one whose message is in doubt is counted as unknown
    /// instead.
    private void matches() {
        Set<String> inDoubt =
                books.notifications().stream()
                        .filter(
                                told ->
                                        NEW_LEAD.equals(told.kind())
                                                && "UNKNOWN".equals(told.state()))
                        .map(Notification::matchId)
                        .collect(Collectors.toSet());
        books.matches().stream()
                .filter(match -> "OFFERED".equals(match.status()) && !inDoubt.contains(match.id()))
                .forEach(
                        match ->
                                found.add(
                                        "match "
                                                + match.id()
                                                + " was offered, neither notified nor withdrawn"));
    }

    /// Said to be sent, but no provider received it.
    private void notifications() {
        Set<String> received =
                receipts.messages().stream()
                        .flatMap(message -> message.notificationId().stream())
                        .collect(Collectors.toSet());
        books.notifications().stream()
                .filter(told -> "SENT".equals(told.state()) && !received.contains(told.id()))
                .forEach(
                        told ->
                                found.add(
                                        "notification "
                                                + told.id()
                                                + " counts as sent and nobody received it"));
    }

    private void calls() {
        Map<String, Call> calls =
                books.calls().stream().collect(Collectors.toMap(Call::id, Function.identity()));
        books.callRequests().stream()
                .filter(id -> !calls.containsKey(id))
                .forEach(
                        id ->
                                found.add(
                                        "call "
                                                + id
                                                + " was requested and is not known to who places calls"));
        calls.values().stream()
                .filter(call -> !settled(call))
                .forEach(call -> found.add("call " + call.id() + " stays " + call.status()));
    }

    private boolean settled(Call call) {
        if ("CONCLUDED".equals(call.status())) {
            return call.outcome() != null;
        }
        return FINAL_CALL.contains(call.status())
                || "SCHEDULED".equals(call.status()) && waits(call);
    }

    /// For a later attempt after one that ended, or for the hour at which the gate lets it through.
    private boolean waits(Call call) {
        List<Attempt> attempts =
                books.attempts().stream()
                        .filter(attempt -> attempt.callId().equals(call.id()))
                        .toList();
        boolean ended = attempts.stream().map(Attempt::state).allMatch(FINAL_ATTEMPT::contains);
        return attempts.isEmpty() ? books.deferredCalls().contains(call.id()) : ended;
    }
}
