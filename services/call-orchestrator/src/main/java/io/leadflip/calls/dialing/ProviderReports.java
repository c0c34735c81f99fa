package io.leadflip.calls.dialing;

import io.leadflip.calls.call.Call;
import io.leadflip.calls.call.StopCalls;
import io.leadflip.calls.call.StopReason;
import io.leadflip.calls.dialing.CallProgress.Report;
import io.leadflip.calls.dialing.DialingSettings.OnMachine;
import io.leadflip.platform.postgres.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/// What the provider tells by itself, taken in one transaction each.
@ApplicationScoped
public class ProviderReports {
    private final LockedAttempts locked;
    private final Attempts attempts;
    private final CallProgress progress;
    private final StopCalls stop;
    private final DialingSettings settings;
    private final Transactions transactions;

    ProviderReports(
            LockedAttempts locked,
            Attempts attempts,
            CallProgress progress,
            StopCalls stop,
            DialingSettings settings,
            Transactions transactions) {
        this.locked = locked;
        this.attempts = attempts;
        this.progress = progress;
        this.stop = stop;
        this.settings = settings;
        this.transactions = transactions;
    }

    public Uni<Void> status(Attempt attempt, Report report) {
        return transactions.run(
                () ->
                        locked.with(
                                attempt,
                                (call, current) -> progress.report(call, current, report)));
    }

    /// Machine detection has a verdict. The model does not talk to machines: the bridge asks for
    /// the verdict and leaves the message, unless there is nothing to leave.
    public Uni<Void> answeredBy(Attempt attempt, String sid, String who) {
        return transactions.run(
                () ->
                        locked.with(attempt, (call, current) -> progress.adopt(call, current, sid))
                                .chain(() -> attempts.answeredBy(attempt.id(), who))
                                .chain(() -> locked.with(attempt, this::follow)));
    }

    private Uni<Void> follow(Call call, Attempt attempt) {
        return attempt.machine() && !attempt.state().over()
                ? nothingToLeave(call, attempt)
                        .chain(nothing -> nothing ? hangUp(attempt) : Uni.createFrom().voidItem())
                : Uni.createFrom().voidItem();
    }

    /// One message for a lead is enough, whichever business it was left for (CMP-34).
    private Uni<Boolean> nothingToLeave(Call call, Attempt attempt) {
        return attempt.fax() || settings.onMachine() == OnMachine.HANG_UP
                ? Uni.createFrom().item(true)
                : attempts.messageLeft(call.leadId(), attempt.id());
    }

    private Uni<Void> hangUp(Attempt attempt) {
        return attempts.stopping(attempt.id(), StopReason.MACHINE.name())
                .chain(() -> stop.hangUpNow(attempt.id()));
    }
}
