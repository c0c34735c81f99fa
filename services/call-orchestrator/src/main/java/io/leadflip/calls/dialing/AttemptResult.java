package io.leadflip.calls.dialing;

import io.leadflip.calls.dialing.CallProgress.Report;
import io.leadflip.contracts.value.CallOutcome;
import java.util.Optional;

/// What an attempt came to, as far as hard facts say: they count more than anything that was
/// spoken.
public final class AttemptResult {
    /// Numbers of the provider's reports on a call that is answered: `initiated` is 0.
    private static final int RINGING = 1;

    private static final int ANSWERED = 2;

    private AttemptResult() {}

    /// @return empty when there was a conversation and its transcript decides
    static Optional<CallOutcome> of(Attempt attempt, Report end) {
        if (attempt.optedOutAt() != null) {
            return Optional.of(CallOutcome.OPTED_OUT);
        }
        return switch (end.status()) {
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
    static boolean talked(Attempt attempt, Report end) {
        return switch (end.status()) {
            case COMPLETED -> true;
            case FAILED ->
                    attempt.answeredAt() != null || end.seconds() > 0 || follows(end, ANSWERED);
            case QUEUED, INITIATED, RINGING, IN_PROGRESS, BUSY, NO_ANSWER, CANCELED -> false;
        };
    }

    /// Whether the phone may have rung before the provider failed. Reports overtake each other, so
    /// the number of the last one counts as well as what was heard; a report without a number is
    /// our own question, and proves nothing.
    static boolean mayHaveRung(Attempt attempt, Report end) {
        return end.sequence() == null
                || follows(end, RINGING)
                || attempt.state() instanceof AttemptState.Ringing
                || attempt.state() instanceof AttemptState.InProgress;
    }

    private static boolean follows(Report report, int number) {
        return report.sequence() != null && report.sequence() > number;
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
