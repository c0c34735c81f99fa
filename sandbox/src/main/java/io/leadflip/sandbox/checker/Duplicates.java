package io.leadflip.sandbox.checker;

import io.leadflip.sandbox.checker.Books.Notification;
import io.leadflip.sandbox.checker.Receipts.Dial;
import io.leadflip.sandbox.checker.Receipts.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Finds people who were told or called twice. A rule takes what was written and what was received,
/// and answers in sentences.
final class Duplicates {
    /// A consumer may ask for another code.
    private static final String QUESTION = "LEAD_NEEDS_INFO";

    /// The first one, and one after each of three answers.
    private static final long MOST_QUESTIONS = 4;

    private static final String CODE = "PHONE_CODE";

    private final Books books;
    private final Receipts receipts;
    private final Map<String, Notification> notifications;

    private Duplicates(Books books, Receipts receipts) {
        this.books = books;
        this.receipts = receipts;
        notifications =
                books.notifications().stream()
                        .collect(Collectors.toMap(Notification::id, Function.identity()));
    }

    /// People told twice.
    static List<String> messages(Books books, Receipts receipts) {
        Duplicates duplicates = new Duplicates(books, receipts);
        List<String> found = new ArrayList<>();
        duplicates.sameNotification(found);
        duplicates.sameNews(found);
        duplicates.sameWords(found);
        return found;
    }

    /// People called twice.
    static List<String> dials(Books books, Receipts receipts) {
        Duplicates duplicates = new Duplicates(books, receipts);
        List<String> found = new ArrayList<>();
        duplicates.sameAttempt(found);
        duplicates.sameLeg(found);
        duplicates.samePhoneAtOnce(found);
        return found;
    }

    /// Leads stored once more than somebody was answered: a request repeated under its idempotency
    /// key made a second one.
    ///
    /// @param promised the leads of all answers; every client must have got its answer by now
    static List<String> leads(Set<String> promised, Books books) {
        return books.leads().stream()
                .map(Books.Lead::id)
                .filter(id -> !promised.contains(id))
                .map(id -> "lead " + id + " is stored and was never answered")
                .toList();
    }

    /// One notification, received more than once, by whichever providers.
    private void sameNotification(List<String> found) {
        repeated(
                receipts.messages(),
                Message::notificationId,
                1,
                found,
                "notification %s was received %d times");
    }

    /// Two notifications that tell the same person the same thing about the same match.
    private void sameNews(List<String> found) {
        Map<String, List<Notification>> received =
                receipts.messages().stream()
                        .filter(
                                message ->
                                        known(message)
                                                .filter(told -> !CODE.equals(told.kind()))
                                                .isPresent())
                        .collect(
                                Collectors.groupingBy(
                                        message ->
                                                message.to()
                                                        + " about "
                                                        + news(known(message).orElseThrow()),
                                        Collectors.mapping(
                                                message -> known(message).orElseThrow(),
                                                Collectors.toList())));
        received.forEach(
                (news, told) -> {
                    long times = told.stream().map(Notification::id).distinct().count();
                    if (times > allowed(told.getFirst())) {
                        found.add("%s was told by %d notifications".formatted(masked(news), times));
                    }
                });
    }

    private Optional<Notification> known(Message message) {
        return message.notificationId().map(notifications::get);
    }

    private static String news(Notification told) {
        return "%s by %s, lead %s, match %s"
                .formatted(told.kind(), told.channel(), told.leadId(), told.matchId());
    }

    /// News of a call may come once for each call of the match, and a lead may be asked about after
    /// each of its answers.
    private long allowed(Notification told) {
        if (QUESTION.equals(told.kind())) {
            return MOST_QUESTIONS;
        }
        long calls =
                books.calls().stream()
                        .filter(call -> call.matchId().equals(told.matchId()))
                        .count();
        return told.kind().startsWith("CALL_") ? Math.max(1, calls) : 1;
    }

    /// Messages that carry no id but the same words to the same person.
    private void sameWords(List<String> found) {
        List<Message> anonymous =
                receipts.messages().stream()
                        .filter(message -> message.notificationId().isEmpty())
                        .toList();
        repeated(
                anonymous,
                message -> Optional.of(message.to() + message.content()),
                1,
                found,
                "a message without id (%s) was received %d times");
    }

    private void sameAttempt(List<String> found) {
        repeated(receipts.dials(), Dial::attemptId, 1, found, "attempt %s was dialled %d times");
    }

    /// A business is put through to once in a call.
    private void sameLeg(List<String> found) {
        repeated(
                receipts.legs(),
                leg -> Optional.of(leg.parent()),
                1,
                found,
                "call %s was put through %d times");
    }

    /// A phone rang while an earlier call to it was still going on.
    private void samePhoneAtOnce(List<String> found) {
        receipts.dials().stream()
                .collect(Collectors.groupingBy(Dial::to))
                .values()
                .forEach(dials -> overlapping(dials, found));
    }

    private void overlapping(List<Dial> toOnePhone, List<String> found) {
        List<Dial> inOrder = toOnePhone.stream().sorted(Comparator.comparing(Dial::at)).toList();
        for (int next = 1; next < inOrder.size(); next++) {
            Instant earlierEnded = receipts.ended().get(inOrder.get(next - 1).sid());
            if (earlierEnded == null || inOrder.get(next).at().isBefore(earlierEnded)) {
                found.add(
                        "call %s was made while call %s to the same phone was going on"
                                .formatted(inOrder.get(next).sid(), inOrder.get(next - 1).sid()));
            }
        }
    }

    private static <T> void repeated(
            List<T> received,
            Function<T, Optional<String>> key,
            long allowed,
            List<String> found,
            String sentence) {
        received.stream()
                .map(key)
                .flatMap(Optional::stream)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .forEach(
                        (id, times) -> {
                            if (times > allowed) {
                                found.add(sentence.formatted(id.length() > 40 ? "…" : id, times));
                            }
                        });
    }

    /// Findings go to a screen; an address does not.
    private static String masked(String news) {
        return "…" + news.substring(news.indexOf(" about "));
    }
}
