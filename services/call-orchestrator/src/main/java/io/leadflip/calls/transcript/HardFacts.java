package io.leadflip.calls.transcript;

import io.leadflip.calls.dialing.Attempt;
import io.leadflip.calls.ending.LineEnd;
import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import io.leadflip.contracts.value.CallOutcome;
import io.leadflip.contracts.value.Speaker;
import java.util.List;
import java.util.Optional;

/// Outcomes that facts tell, whatever the words were.
final class HardFacts {
    private HardFacts() {}

    static Optional<CallOutcome> of(Attempt attempt, List<Turn> turns, LineEnd line) {
        if (attempt.optedOutAt() != null || ended(attempt, MediaEndReason.OPTED_OUT)) {
            return Optional.of(CallOutcome.OPTED_OUT);
        }
        if (line.transferred()) {
            return Optional.of(CallOutcome.TRANSFERRED);
        }
        if (attempt.machine() || ended(attempt, MediaEndReason.VOICEMAIL)) {
            return Optional.of(CallOutcome.VOICEMAIL);
        }
        if (attempt.stopReason() != null || attempt.redeemedAt() == null || failed(attempt)) {
            return Optional.of(CallOutcome.PLATFORM_ENDED);
        }
        boolean spoken = turns.stream().anyMatch(turn -> turn.speaker() == Speaker.CALLER);
        if (spoken) {
            return Optional.empty();
        }
        return Optional.of(line.apologized() ? CallOutcome.PLATFORM_ENDED : CallOutcome.NO_ANSWER);
    }

    private static boolean failed(Attempt attempt) {
        return ended(attempt, MediaEndReason.STOPPED)
                || ended(attempt, MediaEndReason.MODEL_FAILED)
                || ended(attempt, MediaEndReason.PLATFORM_FAILED);
    }

    private static boolean ended(Attempt attempt, MediaEndReason reason) {
        return reason.name().equals(attempt.mediaReason());
    }
}
