package io.leadflip.calls.dialing;

import io.leadflip.calls.call.StopCalls;
import io.leadflip.platform.work.WorkHandler;
import io.leadflip.platform.work.WorkItem;
import io.leadflip.platform.work.WorkOutcome;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// Tells the provider to end a call; needs no bridge to answer. Done when the attempt is over.
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
        return attempts.perform(item, attempt -> !attempt.state().over(), this::end);
    }

    private Uni<WorkOutcome> end(Attempt attempt) {
        return attempt.providerSid() == null
                ? Uni.createFrom().item(new WorkOutcome.Again(SOON, "call id not known yet"))
                : telephony
                        .hangUp(attempt.providerSid())
                        .<WorkOutcome>replaceWith(new WorkOutcome.Again(UNTIL_OVER, "ending"))
                        .onFailure()
                        .recoverWithItem(new WorkOutcome.Again(SOON, "provider unavailable"));
    }
}
