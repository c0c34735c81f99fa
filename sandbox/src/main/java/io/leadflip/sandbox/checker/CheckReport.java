package io.leadflip.sandbox.checker;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the checker found, in figures and in sentences.
///
/// @param dials how many calls the telephone provider accepted
/// @param outcomes how many calls came to which end; a call still to be tried again counts under
///   its status
/// @param toldTwice one sentence for each person told twice
/// @param calledTwice one sentence for each person called twice
/// @param storedTwice one sentence for each lead stored without an answer; only looked for when all
///   clients have been answered
/// @param forbidden one sentence for each person called who must not be
/// @param missing one sentence for each promise that was forgotten
/// @param unconsented one sentence for each recording that nobody agreed to
/// @param unknown messages, attempts and calls whose effect nobody knows
public record CheckReport(
        int leads,
        long classified,
        long matched,
        long accepted,
        long notified,
        int dials,
        Map<String, Long> outcomes,
        List<String> toldTwice,
        List<String> calledTwice,
        List<String> storedTwice,
        List<String> forbidden,
        List<String> missing,
        List<String> unconsented,
        List<String> unknown,
        int deadLetters) {

    /// One sentence for whatever there is twice.
    public List<String> doubled() {
        return Stream.of(toldTwice, calledTwice, storedTwice).flatMap(List::stream).toList();
    }

    public int duplicates() {
        return doubled().size();
    }

    public int lost() {
        return missing.size();
    }

    /// Nobody was told or called twice, nobody called who must not be, nothing was forgotten, and
    /// nobody recorded who did not agree.
    public boolean clean() {
        return duplicates() == 0 && forbidden.isEmpty() && lost() == 0 && unconsented.isEmpty();
    }

    static CheckReport of(
            Books books, Receipts receipts, List<String> storedTwice, List<String> missing) {
        return new CheckReport(
                books.leads().size(),
                count(books.leads(), lead -> !"RECEIVED".equals(lead.status())),
                books.matches().stream().map(Books.Match::leadId).distinct().count(),
                count(books.matches(), match -> "ACCEPTED".equals(match.status())),
                count(
                        books.notifications(),
                        told -> "NEW_LEAD".equals(told.kind()) && "SENT".equals(told.state())),
                receipts.dials().size(),
                books.calls().stream()
                        .collect(
                                Collectors.groupingBy(
                                        CheckReport::end, TreeMap::new, Collectors.counting())),
                Duplicates.messages(books, receipts),
                Duplicates.dials(books, receipts),
                storedTwice,
                Forbidden.dials(books, receipts),
                missing,
                Doubts.recordings(books, receipts),
                Doubts.in(books, receipts),
                books.deadLetters());
    }

    private static <T> long count(List<T> rows, Predicate<T> wanted) {
        return rows.stream().filter(wanted).count();
    }

    private static String end(Books.Call call) {
        return call.outcome() == null ? call.status() : call.outcome();
    }

    public void print(PrintStream out) {
        out.printf("leads in      %6d%n", leads);
        out.printf("classified    %6d%n", classified);
        out.printf("matched       %6d%n", matched);
        out.printf("accepted      %6d   matches taken by a business%n", accepted);
        out.printf("notified      %6d   new-lead messages to businesses%n", notified);
        out.printf("calls         %6d   dialled%n", dials);
        outcomes.forEach(
                (outcome, times) ->
                        out.printf("  %-14s %3d%n", outcome.toLowerCase(Locale.ROOT), times));
        out.printf("duplicates    %6d%n", duplicates());
        doubled().forEach(finding -> out.println("  " + finding));
        out.printf("forbidden     %6d   dials%n", forbidden.size());
        forbidden.forEach(finding -> out.println("  " + finding));
        out.printf("lost          %6d%n", lost());
        missing.forEach(finding -> out.println("  " + finding));
        out.printf("unconsented   %6d   recordings%n", unconsented.size());
        unconsented.forEach(finding -> out.println("  " + finding));
        out.printf("unknown       %6d%n", unknown.size());
        unknown.forEach(finding -> out.println("  " + finding));
        out.printf("dead letters  %6d%n", deadLetters);
    }

    public JsonObject json() {
        JsonObject ends = new JsonObject();
        outcomes.forEach(ends::put);
        return new JsonObject()
                .put("leads", leads)
                .put("classified", classified)
                .put("matched", matched)
                .put("accepted", accepted)
                .put("notified", notified)
                .put("calls", dials)
                .put("outcomes", ends)
                .put("duplicates", duplicates())
                .put("duplicateNotifications", toldTwice.size())
                .put("duplicateDials", calledTwice.size())
                .put("duplicateLeads", storedTwice.size())
                .put("forbiddenDials", forbidden.size())
                .put("lost", lost())
                .put("unconsentedRecordings", unconsented.size())
                .put("unknown", unknown.size())
                .put("deadLetters", deadLetters)
                .put(
                        "findings",
                        new JsonArray()
                                .addAll(new JsonArray(doubled()))
                                .addAll(new JsonArray(forbidden))
                                .addAll(new JsonArray(missing))
                                .addAll(new JsonArray(unconsented)));
    }
}
