package io.leadflip.calls.dialing;

import io.leadflip.calls.call.StopCalls;
import io.leadflip.platform.work.WorkHandler;
import io.leadflip.platform.work.WorkItem;
import io.leadflip.platform.work.WorkOutcome;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// Tells the provider to end a call; needs no bridge to answer. Done when the attempt is over; one
/// that was given up as unknown is over for us, but may ring, and is done when the provider took
/// the wish. No report will say that it is over, so a provider that does not take it is asked as
/// often as work may fail.
@ApplicationScoped
class HangUpAttempt implements WorkHandler {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration UNTIL_OVER = Duration.ofSeconds(5);

    private final Telephony telephony;
    private final AttemptWork attempts;

    HangUpAttempt(Telephony telephony, AttemptWork attempts) {
        this.telephony = telephony;
        this.attempts = attempts;
    }

    @Override
    public String kind() {
        return StopCalls.HANG_UP;
    }

    @Override
    public Uni<WorkOutcome> perform(WorkItem item) {
        return attempts.perform(
                item, attempt -> !attempt.state().over() || showsAfterAll(attempt), this::end);
    }

    private static boolean showsAfterAll(Attempt attempt) {
        return attempt.state() instanceof AttemptState.Unknown && attempt.providerSid() != null;
    }

    private Uni<WorkOutcome> end(Attempt attempt) {
        if (attempt.providerSid() == null) {
            return Uni.createFrom().item(new WorkOutcome.Again(SOON, "call id not known yet"));
        }
        Uni<Void> ended = telephony.hangUp(attempt.providerSid());
        return attempt.state().over()
                ? ended.replaceWith(WorkOutcome.DONE)
                : ended.<WorkOutcome>replaceWith(new WorkOutcome.Again(UNTIL_OVER, "ending"))
                        .onFailure()
                        .recoverWithItem(new WorkOutcome.Again(SOON, "provider unavailable"));
    }
}
