package io.leadflip.calls.dialing;

import io.leadflip.calls.call.Calls;
import io.leadflip.calls.call.StopCalls;
import io.leadflip.calls.call.StopReason;
import io.leadflip.calls.dialing.CallProgress.Report;
import io.leadflip.calls.dialing.DialingSettings.OnMachine;
import io.leadflip.platform.postgres.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/// What the provider tells by itself, taken in one transaction each.
@ApplicationScoped
public class ProviderReports {
    private final Calls calls;
    private final Attempts attempts;
    private final CallProgress progress;
    private final StopCalls stop;
    private final DialingSettings settings;
    private final Transactions transactions;

    ProviderReports(
            Calls calls,
            Attempts attempts,
            CallProgress progress,
            StopCalls stop,
            DialingSettings settings,
            Transactions transactions) {
        this.calls = calls;
        this.attempts = attempts;
        this.progress = progress;
        this.stop = stop;
        this.settings = settings;
        this.transactions = transactions;
    }

    public Uni<Void> status(Attempt attempt, Report report) {
        return transactions.run(
                () ->
                        calls.lock(attempt.callId())
                                .chain(
                                        call ->
                                                current(attempt.id())
                                                        .chain(
                                                                it ->
                                                                        progress.report(
                                                                                call.orElseThrow(),
                                                                                it,
                                                                                report))));
    }

    /// Machine detection has a verdict. The model does not talk to machines: the bridge asks for
    /// the verdict and leaves the message, unless there is nothing to leave.
    public Uni<Void> answeredBy(Attempt attempt, String sid, String who) {
        return transactions.run(
                () ->
                        calls.lock(attempt.callId())
                                .chain(
                                        call ->
                                                current(attempt.id())
                                                        .chain(
                                                                it ->
                                                                        progress.adopt(
                                                                                call.orElseThrow(),
                                                                                it,
                                                                                sid)))
                                .chain(() -> attempts.answeredBy(attempt.id(), who))
                                .chain(() -> current(attempt.id()))
                                .chain(this::follow));
    }

    private Uni<Void> follow(Attempt attempt) {
        boolean nothingToLeave = attempt.fax() || settings.onMachine() == OnMachine.HANG_UP;
        return attempt.machine() && nothingToLeave && !attempt.state().over()
                ? attempts.stopping(attempt.id(), StopReason.MACHINE.name())
                        .chain(() -> stop.hangUpNow(attempt.id()))
                : Uni.createFrom().voidItem();
    }

    private Uni<Attempt> current(UUID attemptId) {
        return attempts.find(attemptId).map(Optional::orElseThrow);
    }
}
