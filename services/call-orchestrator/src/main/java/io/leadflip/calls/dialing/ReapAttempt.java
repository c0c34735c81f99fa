package io.leadflip.calls.dialing;

import io.leadflip.calls.call.StopCalls;
import io.leadflip.calls.dialing.CallProgress.Report;
import io.leadflip.calls.dialing.Telephony.ProviderCall;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.work.WorkHandler;
import io.leadflip.platform.work.WorkItem;
import io.leadflip.platform.work.WorkOutcome;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/// Asks the provider how a call stands when its callbacks may have been lost, and ends one that
/// goes on beyond its limit.
@ApplicationScoped
public class ReapAttempt implements WorkHandler {
    public static final String KIND = "reap";

    private final Telephony telephony;
    private final AttemptWork work;
    private final LockedAttempts locked;
    private final CallProgress progress;
    private final StopCalls stop;
    private final Transactions transactions;
    private final DialingSettings settings;
    private final Clock clock;

    ReapAttempt(
            Telephony telephony,
            AttemptWork work,
            LockedAttempts locked,
            CallProgress progress,
            StopCalls stop,
            Transactions transactions,
            DialingSettings settings,
            Clock clock) {
        this.telephony = telephony;
        this.work = work;
        this.locked = locked;
        this.progress = progress;
        this.stop = stop;
        this.transactions = transactions;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<WorkOutcome> perform(WorkItem item) {
        return work.perform(item, attempt -> !attempt.state().over(), this::asked);
    }

    /// Nobody asks the provider any more: how the call ended will not be known.
    @Override
    public Uni<Void> abandoned(WorkItem item, String reason) {
        return progress.inDoubt(AttemptWork.attemptId(item));
    }

    /// A provider that cannot be asked is asked again; an attempt is never given up for that.
    private Uni<WorkOutcome> asked(Attempt attempt) {
        return ask(attempt)
                .onFailure()
                .recoverWithItem(
                        new WorkOutcome.Again(settings.reap().every(), "provider unavailable"));
    }

    private Uni<WorkOutcome> ask(Attempt attempt) {
        return telephony
                .find(attempt.providerSid())
                .chain(
                        answer ->
                                answer.map(call -> report(attempt, call))
                                        .orElseGet(() -> unheardOf(attempt)));
    }

    private Uni<WorkOutcome> report(Attempt attempt, ProviderCall provider) {
        Report report =
                new Report(
                        provider.sid(),
                        provider.status(),
                        null,
                        provider.seconds(),
                        clock.instant());
        WorkOutcome next =
                provider.status().over()
                        ? WorkOutcome.DONE
                        : new WorkOutcome.Again(settings.reap().every(), "still live");
        return transactions
                .run(
                        () ->
                                locked.with(
                                                attempt,
                                                (call, current) ->
                                                        progress.report(call, current, report))
                                        .chain(() -> endIfTooLong(attempt, provider)))
                .replaceWith(next);
    }

    /// The provider ends a call at its time limit and the bridge does; should neither, we do.
    private Uni<Void> endIfTooLong(Attempt attempt, ProviderCall provider) {
        Instant answered =
                attempt.answeredAt() == null
                        ? attempt.startedAt().plus(settings.ringTime())
                        : attempt.answeredAt();
        Instant latest = answered.plus(settings.timeLimit()).plus(settings.reap().overtime());
        return provider.status() == ProviderStatus.IN_PROGRESS && clock.instant().isAfter(latest)
                ? stop.hangUpNow(attempt.id())
                : Uni.createFrom().voidItem();
    }

    private Uni<WorkOutcome> unheardOf(Attempt attempt) {
        if (clock.instant().isBefore(attempt.startedAt().plus(settings.reap().giveUp()))) {
            return Uni.createFrom()
                    .item(
                            new WorkOutcome.Again(
                                    settings.reap().every(), "not known to the provider"));
        }
        return transactions.run(() -> progress.inDoubt(attempt.id())).replaceWith(WorkOutcome.DONE);
    }
}
