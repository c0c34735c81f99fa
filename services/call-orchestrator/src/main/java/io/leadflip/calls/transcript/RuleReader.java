package io.leadflip.calls.transcript;

import io.leadflip.contracts.value.CallOutcome;
import io.leadflip.contracts.value.Interest;
import io.leadflip.contracts.value.OptOutPhrases;
import io.leadflip.contracts.value.Speaker;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads a transcript by rules alone: always there, always the same answer, and rather too little
/// than too much.
@ApplicationScoped
class RuleReader implements TranscriptReader {
    private static final Pattern MACHINE =
            words("leave (?:a|your) (?:message|name)|after the (?:tone|beep)|voice ?mail");
    private static final Pattern DECLINE =
            words(
                    "not interested|no,? thank(?:s| you)|(?:do not|don't|dont) need (?:it|that|this|you|any(?:thing|body|one)?|help)|already (?:found|hired|fixed|have)|changed my mind|wrong (?:number|person)|no longer need|no me interesa");
    private static final Pattern AGREE =
            words(
                    "yes|yeah|yep|sure|okay|ok|sounds good|works (?:for me)?|perfect|great|please do|definitely|sí|claro|de acuerdo");
    private static final Pattern NOTE =
            Pattern.compile("\\[noted] outcome (GOAL_ACHIEVED|DECLINED)\\b");
    private static final Pattern QUOTE =
            Pattern.compile(
                    "\\$ ?(\\d[\\d,]*(?:\\.\\d{1,2})?)|(\\d[\\d,]*) dollars",
                    Pattern.CASE_INSENSITIVE);

    @Override
    public Uni<Reading> read(Conversation conversation) {
        return Uni.createFrom().item(() -> reading(conversation));
    }

    Reading reading(Conversation conversation) {
        String caller = said(conversation.turns(), Speaker.CALLER);
        Optional<Instant> appointment = conversation.notedAt();
        CallOutcome outcome = outcome(caller, appointment.isPresent(), noted(conversation.turns()));
        return new Reading(
                outcome,
                summary(outcome, appointment.isPresent()),
                interest(outcome, appointment.isPresent()),
                nextAction(outcome, appointment.isPresent()),
                outcome == CallOutcome.GOAL_ACHIEVED ? appointment.orElse(null) : null,
                quote(said(conversation.turns(), Speaker.AGENT)).orElse(null),
                "rules",
                0,
                0);
    }

    /// Whether the callee said, in plain words, not to be called any more.
    static boolean wantsNoMore(List<Turn> turns) {
        return OptOutPhrases.inSpeech(said(turns, Speaker.CALLER));
    }

    /// What the agent wrote down by its tool goes before single words, and after whoever wants no
    /// more.
    private static CallOutcome outcome(
            String caller, boolean appointment, Optional<CallOutcome> noted) {
        if (OptOutPhrases.inSpeech(caller)) {
            return CallOutcome.OPTED_OUT;
        }
        if (MACHINE.matcher(caller).find()) {
            return CallOutcome.VOICEMAIL;
        }
        if (appointment) {
            return CallOutcome.GOAL_ACHIEVED;
        }
        if (caller.isBlank()) {
            return CallOutcome.NO_ANSWER;
        }
        return noted.orElseGet(() -> inWords(caller));
    }

    private static CallOutcome inWords(String caller) {
        if (DECLINE.matcher(caller).find()) {
            return CallOutcome.DECLINED;
        }
        return AGREE.matcher(caller).find()
                ? CallOutcome.GOAL_ACHIEVED
                : CallOutcome.PLATFORM_ENDED;
    }

    /// Of several notes the last counts.
    private static Optional<CallOutcome> noted(List<Turn> turns) {
        return turns.stream()
                .filter(turn -> turn.speaker() == Speaker.PLATFORM)
                .map(turn -> NOTE.matcher(turn.text()))
                .filter(Matcher::lookingAt)
                .map(note -> CallOutcome.valueOf(note.group(1)))
                .reduce((earlier, later) -> later);
    }

    private static Interest interest(CallOutcome outcome, boolean appointment) {
        return switch (outcome) {
            case GOAL_ACHIEVED, TRANSFERRED -> appointment ? Interest.HIGH : Interest.MEDIUM;
            case PLATFORM_ENDED -> Interest.LOW;
            case DECLINED, OPTED_OUT -> Interest.NONE;
            case NO_ANSWER, BUSY, VOICEMAIL, FAILED -> null;
        };
    }

    private static String summary(CallOutcome outcome, boolean appointment) {
        return switch (outcome) {
            case GOAL_ACHIEVED ->
                    appointment
                            ? "The consumer was reached and an appointment was noted. The request still stands."
                            : "The consumer was reached and agreed to go on. No appointment was noted.";
            case DECLINED -> "The consumer was reached and declined. Nothing further is wanted.";
            case OPTED_OUT ->
                    "The consumer asked not to be called again. The number is suppressed.";
            case VOICEMAIL -> "A machine answered. Nobody was spoken to.";
            case NO_ANSWER -> "The line was answered but nobody spoke. Nothing was learned.";
            case TRANSFERRED -> "The consumer was handed over to a person. The rest was not heard.";
            case BUSY, FAILED -> "The call did not come about. Nobody was spoken to.";
            case PLATFORM_ENDED ->
                    "The consumer was reached but the conversation ended early. Nothing was agreed.";
        };
    }

    private static String nextAction(CallOutcome outcome, boolean appointment) {
        return switch (outcome) {
            case GOAL_ACHIEVED ->
                    appointment ? "Confirm the appointment" : "Send a quote or propose a time";
            case PLATFORM_ENDED -> "Contact the consumer in writing";
            case DECLINED, OPTED_OUT, VOICEMAIL, NO_ANSWER, BUSY, TRANSFERRED, FAILED -> null;
        };
    }

    private static Optional<BigDecimal> quote(String agent) {
        Matcher amount = QUOTE.matcher(agent);
        if (!amount.find()) {
            return Optional.empty();
        }
        String digits = amount.group(1) == null ? amount.group(2) : amount.group(1);
        return Optional.of(new BigDecimal(digits.replace(",", "")))
                .filter(quote -> quote.compareTo(Reading.HIGHEST_QUOTE) <= 0);
    }

    private static String said(List<Turn> turns, Speaker speaker) {
        return turns.stream()
                .filter(turn -> turn.speaker() == speaker)
                .map(Turn::text)
                .collect(Collectors.joining("\n"));
    }

    private static Pattern words(String alternatives) {
        return Pattern.compile(
                "\\b(?:" + alternatives + ")\\b",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
    }
}
