package io.leadflip.sandbox.checker;

import io.leadflip.sandbox.checker.Books.Call;
import io.leadflip.sandbox.checker.Books.Lead;
import io.leadflip.sandbox.checker.Books.Match;
import io.leadflip.sandbox.checker.Books.Notification;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds what a service gave up although nothing forbade it: it has an end in the books, and is
/// lost all the same.
final class GivenUp {
    private static final Set<String> GONE_LEAD =
            Set.of("WITHDRAWN", "WIPED_OUT", "EXPIRED", "CLOSED");
    private static final Set<String> WAITING_MATCH = Set.of("OFFERED", "NOTIFIED");

    private GivenUp() {}

    /// Messages that failed without a refusal. A provider's must stand in its own ledger: what else
    /// it may have said of a message is only the notifier's word.
    static List<String> messages(Books books, Receipts receipts) {
        Map<String, String> leads =
                books.leads().stream().collect(Collectors.toMap(Lead::id, Lead::status));
        Map<String, String> matches =
                books.matches().stream().collect(Collectors.toMap(Match::id, Match::status));
        return books.notifications().stream()
                .filter(told -> "FAILED".equals(told.state()))
                .filter(told -> !refused(told, leads, matches, receipts))
                .map(told -> "notification %s was given up: %s".formatted(told.id(), told.reason()))
                .toList();
    }

    /// What lead-intake refuses is believed, where its own books agree.
    private static boolean refused(
            Notification told,
            Map<String, String> leads,
            Map<String, String> matches,
            Receipts receipts) {
        return switch (told.reason()) {
            case "no-address",
                    "suppressed",
                    "not-agreed",
                    "phone-not-proved",
                    "code-no-longer-valid" ->
                    true;
            case "lead-withdrawn" -> GONE_LEAD.contains(leads.getOrDefault(told.leadId(), ""));
            case "match-withdrawn" ->
                    matches.containsKey(told.matchId())
                            && !WAITING_MATCH.contains(matches.get(told.matchId()));
            case String code when code.startsWith("refused-") ->
                    receipts.refused().contains(told.id());
            case null, default -> false;
        };
    }

    /// Calls that ended unmade without anybody's decision.
    static List<String> calls(Books books) {
        return books.calls().stream()
                .filter(call -> !decided(call, books.denied()))
                .map(call -> "call %s was given up: %s".formatted(call.id(), why(call)))
                .toList();
    }

    private static boolean decided(Call call, Set<String> denied) {
        return switch (call.status()) {
            case "CANCELLED" ->
                    call.cancelReason() != null && !"given-up".equals(call.cancelReason());
            case "DENIED" -> denied.contains(call.id());
            default -> true;
        };
    }

    private static String why(Call call) {
        return "DENIED".equals(call.status())
                ? "denied, and no rule refused it"
                : "cancelled, " + call.cancelReason();
    }
}
