package io.leadflip.calls.dialing;

import io.leadflip.contracts.value.CallOutcome;
import java.util.Optional;

/// What an attempt came to, as far as hard facts say: they count more than anything that was
/// spoken.
public final class AttemptResult {
    private AttemptResult() {}

    /// @return empty when there was a conversation and its transcript decides
    static Optional<CallOutcome> of(Attempt attempt, ProviderStatus end) {
        if (attempt.optedOutAt() != null) {
            return Optional.of(CallOutcome.OPTED_OUT);
        }
        return switch (end) {
            case BUSY -> Optional.of(CallOutcome.BUSY);
            case NO_ANSWER -> Optional.of(CallOutcome.NO_ANSWER);
            case FAILED ->
                    talked(attempt, end) ? answered(attempt) : Optional.of(CallOutcome.FAILED);
            case CANCELED -> Optional.of(CallOutcome.PLATFORM_ENDED);
            case COMPLETED -> answered(attempt);
            case QUEUED, INITIATED, RINGING, IN_PROGRESS -> Optional.empty();
        };
    }

    /// Whether somebody was on the line; a line that breaks afterwards `FAILED`, and nobody who has
    /// answered is dialled again for that.
    static boolean talked(Attempt attempt, ProviderStatus end) {
        return end == ProviderStatus.COMPLETED
                || (end == ProviderStatus.FAILED && attempt.answeredAt() != null);
    }

    private static Optional<CallOutcome> answered(Attempt attempt) {
        if (attempt.machine()) {
            return Optional.of(CallOutcome.VOICEMAIL);
        }
        return attempt.stopReason() != null
                ? Optional.of(CallOutcome.PLATFORM_ENDED)
                : Optional.empty();
    }
}
