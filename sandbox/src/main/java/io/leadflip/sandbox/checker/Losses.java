package io.leadflip.sandbox.checker;

import io.leadflip.sandbox.checker.Books.Attempt;
import io.leadflip.sandbox.checker.Books.Call;
import io.leadflip.sandbox.checker.Books.CallRequest;
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
    private static final Set<String> UNSETTLED_MESSAGE = Set.of("PENDING", "SENDING");
    private static final Set<String> WAITING_OFFER = Set.of("OFFERED", "NOTIFIED");
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
        losses.orders();
        losses.calls();
        losses.answers();
        losses.found.addAll(GivenUp.messages(books, receipts));
        losses.found.addAll(GivenUp.calls(books));
        losses.found.addAll(Copies.behind(books));
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

    /// Said to be sent, but no provider received it; or never settled.
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
        books.notifications().stream()
                .filter(told -> UNSETTLED_MESSAGE.contains(told.state()))
                .forEach(told -> found.add("notification " + told.id() + " stays " + told.state()));
    }

    /// Messages that a fact calls for and nobody ordered.
    private void orders() {
        Set<String> ordered =
                books.notifications().stream()
                        .map(told -> told.kind() + told.subjectId())
                        .collect(Collectors.toSet());
        List<Order> due = new ArrayList<>();
        books.leads().forEach(lead -> due.add(new Order("LEAD_RECEIVED", "lead", lead.id())));
        books.matches().stream()
                .filter(match -> "ACCEPTED".equals(match.status()))
                .forEach(match -> due.add(new Order("MATCH_ACCEPTED", "match", match.id())));
        books.calls().stream()
                .filter(call -> "CONCLUDED".equals(call.status()))
                .forEach(
                        call -> {
                            due.add(new Order("CALL_OUTCOME", "call", call.id()));
                            due.add(new Order("CALL_RESULT", "call", call.id()));
                        });
        due.stream()
                .filter(order -> !ordered.contains(order.kind() + order.subjectId()))
                .forEach(
                        order ->
                                found.add(
                                        "%s %s: nobody was to be told %s"
                                                .formatted(
                                                        order.subject(),
                                                        order.subjectId(),
                                                        order.kind())));
    }

    private record Order(String kind, String subject, String subjectId) {}

    /// What one service decided and another never heard.
    private void answers() {
        Map<String, Offer> offers =
                books.offers().stream().collect(Collectors.toMap(Offer::id, Function.identity()));
        books.matches().stream()
                .filter(match -> "ACCEPTED".equals(match.status()))
                .filter(match -> WAITING_OFFER.contains(state(offers.get(match.id()))))
                .forEach(
                        match ->
                                found.add(
                                        "match " + match.id() + " was accepted, its offer waits"));
        Map<String, String> asked =
                books.callRequests().stream()
                        .collect(Collectors.toMap(CallRequest::id, CallRequest::status));
        books.calls().stream()
                .filter(call -> FINAL_CALL.contains(call.status()))
                .filter(call -> !call.status().equals(asked.get(call.id())))
                .forEach(
                        call ->
                                found.add(
                                        "call %s is %s, who asked for it sees %s"
                                                .formatted(
                                                        call.id(),
                                                        call.status(),
                                                        asked.get(call.id()))));
    }

    private static String state(Offer offer) {
        return offer == null ? "" : offer.state();
    }

    private void calls() {
        Map<String, Call> calls =
                books.calls().stream().collect(Collectors.toMap(Call::id, Function.identity()));
        books.callRequests().stream()
                .map(CallRequest::id)
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
