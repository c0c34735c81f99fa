package io.leadflip.calls.transcript;

import io.leadflip.calls.dialing.Attempt;
import io.leadflip.calls.ending.LineEnd;
import io.leadflip.calls.transcript.TranscriptReader.Conversation;
import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import io.leadflip.contracts.value.CallOutcome;
import io.leadflip.contracts.value.Speaker;
import java.util.Optional;

/// Outcomes that facts tell, whatever the words were.
final class HardFacts {
    private HardFacts() {}

    /// @param conversation what was said and noted, as far as it has come
    static Optional<CallOutcome> of(Attempt attempt, Conversation conversation, LineEnd line) {
        if (attempt.optedOutAt() != null || ended(attempt, MediaEndReason.OPTED_OUT)) {
            return Optional.of(CallOutcome.OPTED_OUT);
        }
        if (line.transferred()) {
            return Optional.of(CallOutcome.TRANSFERRED);
        }
        if (attempt.machine() || ended(attempt, MediaEndReason.VOICEMAIL)) {
            return Optional.of(CallOutcome.VOICEMAIL);
        }
        if (attempt.stopReason() != null || attempt.redeemedAt() == null) {
            return Optional.of(CallOutcome.PLATFORM_ENDED);
        }
        if (conversation.noted().isPresent()) {
            return Optional.empty();
        }
        if (failed(attempt)) {
            return Optional.of(CallOutcome.PLATFORM_ENDED);
        }
        return spoken(conversation) ? Optional.empty() : Optional.of(wordless(attempt, line));
    }

    private static boolean spoken(Conversation conversation) {
        return conversation.turns().stream().anyMatch(turn -> turn.speaker() == Speaker.CALLER);
    }

    /// Only the bridge's last fact says that nobody spoke: without it the words may not have come.
    private static CallOutcome wordless(Attempt attempt, LineEnd line) {
        return line.apologized() || attempt.mediaEndedAt() == null
                ? CallOutcome.PLATFORM_ENDED
                : CallOutcome.NO_ANSWER;
    }

    private static boolean failed(Attempt attempt) {
        return ended(attempt, MediaEndReason.STOPPED)
                || ended(attempt, MediaEndReason.EMERGENCY)
                || ended(attempt, MediaEndReason.MODEL_FAILED)
                || ended(attempt, MediaEndReason.PLATFORM_FAILED);
    }

    private static boolean ended(Attempt attempt, MediaEndReason reason) {
        return reason.name().equals(attempt.mediaReason());
    }
}
