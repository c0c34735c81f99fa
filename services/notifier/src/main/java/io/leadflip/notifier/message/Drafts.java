package io.leadflip.notifier.message;

import io.leadflip.contracts.value.CallOutcome;
import io.leadflip.contracts.value.NotificationKind;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Says each kind of message in plain sentences, from facts alone.
final class Drafts {
    private static final DateTimeFormatter APPOINTMENT =
            DateTimeFormatter.ofPattern("EEEE, MMMM d 'at' h:mm a", Locale.US);

    private static final String NOT_COMPLETED = "it could not be completed";

    private Drafts() {}

    /// @param zone of the recipient; IANA
    static Draft of(NotificationKind kind, Map<String, String> values, String zone) {
        var facts = new Facts(values);
        return switch (kind) {
            case NEW_LEAD -> newLead(facts);
            case CALL_RESULT -> callResult(facts, zone);
            case LEAD_RECEIVED -> leadReceived(facts);
            case LEAD_NEEDS_INFO -> needsInfo(facts);
            case MATCH_ACCEPTED -> accepted(facts);
            case CALL_OUTCOME -> callOutcome(facts, zone);
            case PHONE_CODE -> code(facts);
        };
    }

    private static Draft newLead(Facts facts) {
        var trade = facts.words("category", "service");
        var where = facts.get("city", "your area");
        var urgent =
                facts.find("urgency").filter("emergency"::equalsIgnoreCase).isPresent()
                        ? "Emergency: "
                        : "";
        return new Draft(
                urgent + sentence(trade) + " lead in " + where,
                List.of(
                        "Someone in "
                                + where
                                + facts.around(" ", "zip", "")
                                + " needs "
                                + trade
                                + " help"
                                + facts.around(": ", "summary", "")
                                + ".",
                        "You are "
                                + facts.get("distanceMiles", "some")
                                + " miles away"
                                + facts.around(", and the budget is ", "budget", "")
                                + ".",
                        "Why you: " + facts.get("reasons", "your trade and area fit") + "."),
                "Answer this lead",
                facts.get("answerUrl", null),
                urgent
                        + trade
                        + " lead in "
                        + where
                        + facts.around(", ", "distanceMiles", " mi")
                        + facts.around(", ", "budget", "")
                        + ".");
    }

    private static Draft callResult(Facts facts, String zone) {
        return new Draft(
                "Your call about the " + facts.words("category", "service") + " lead",
                List.of(
                        "The call you asked for is over: " + outcome(facts) + ".",
                        facts.around("", "summary", "."),
                        appointment(facts, zone)),
                "See the call",
                facts.find("answerUrl").or(() -> facts.find("leadUrl")).orElse(null),
                "your call is over: " + outcome(facts) + ". " + appointment(facts, zone));
    }

    private static Draft callOutcome(Facts facts, String zone) {
        var business = facts.get("businessName", "the business");
        return new Draft(
                "What came of the call for " + business,
                List.of(
                        "The call for " + business + " is over: " + outcome(facts) + ".",
                        facts.around("", "summary", "."),
                        appointment(facts, zone)),
                "See your request",
                facts.get("leadUrl", null),
                "the call for "
                        + business
                        + " is over: "
                        + outcome(facts)
                        + ". "
                        + appointment(facts, zone));
    }

    private static Draft leadReceived(Facts facts) {
        return new Draft(
                "We have your request",
                List.of(
                        "We have your request and look for businesses near you"
                                + facts.find("category")
                                        .map(c -> " (" + facts.words("category", "") + ")")
                                        .orElse("")
                                + ".",
                        "You hear from us when one of them accepts.",
                        "Nobody gets your phone number unless you say so."),
                "Follow your request",
                facts.get("leadUrl", null),
                "we have your request. You hear from us when a business accepts.");
    }

    private static Draft needsInfo(Facts facts) {
        return new Draft(
                "One question about your request",
                List.of(
                        "Before we can ask businesses we need to know a little more.",
                        facts.get(
                                "question",
                                "Please tell us where you are and what needs to be done."),
                        "Your request waits for your answer."),
                "Answer",
                facts.get("leadUrl", null),
                facts.get("question", "please tell us a little more about your request."));
    }

    private static Draft accepted(Facts facts) {
        var business = facts.get("businessName", "A business");
        return new Draft(
                business + " accepted your request",
                List.of(
                        business
                                + " wants to take on your "
                                + facts.words("category", "service")
                                + " request.",
                        "You decide whether they may phone you, and an AI assistant calls for them only if you agree.",
                        "You can change your mind at any time."),
                "See who accepted",
                facts.get("leadUrl", null),
                business + " accepted your request.");
    }

    private static Draft code(Facts facts) {
        var code = facts.get("code", "");
        var minutes = facts.get("minutes", "a few");
        return new Draft(
                "Your LeadFlip code",
                List.of(
                        "Your code is " + code + ".",
                        "It is good for " + minutes + " minutes.",
                        "We never ask you for it by phone."),
                null,
                null,
                "your code is "
                        + code
                        + ". It is good for "
                        + minutes
                        + " minutes. We never ask you for it by phone.");
    }

    private static String outcome(Facts facts) {
        return facts.find("outcome")
                .flatMap(Drafts::known)
                .map(Drafts::words)
                .orElse(NOT_COMPLETED);
    }

    /// Empty for one that a newer service knows.
    private static Optional<CallOutcome> known(String name) {
        return Stream.of(CallOutcome.values())
                .filter(outcome -> outcome.name().equalsIgnoreCase(name))
                .findFirst();
    }

    private static String words(CallOutcome outcome) {
        return switch (outcome) {
            case GOAL_ACHIEVED -> "it reached its goal";
            case DECLINED -> "the answer was no";
            case NO_ANSWER -> "nobody answered";
            case BUSY -> "the line was busy";
            case VOICEMAIL -> "it reached a voicemail";
            case OPTED_OUT -> "no further calls are wanted";
            case TRANSFERRED -> "it was handed to a person";
            case FAILED, PLATFORM_ENDED -> NOT_COMPLETED;
        };
    }

    private static String appointment(Facts facts, String zone) {
        return facts.find("appointmentAt")
                .flatMap(at -> local(at, zone))
                .map(at -> "Appointment: " + at + ".")
                .orElse("");
    }

    private static Optional<String> local(String instant, String zone) {
        try {
            return Optional.of(
                    Instant.parse(instant)
                            .atZone(ZoneId.of(zone == null ? "UTC" : zone))
                            .format(APPOINTMENT));
        } catch (DateTimeException e) {
            return Optional.of(instant);
        }
    }

    private static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
