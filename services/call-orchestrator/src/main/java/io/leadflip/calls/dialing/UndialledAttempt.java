package io.leadflip.calls.dialing;

import io.leadflip.calls.call.Call;
import io.leadflip.calls.call.StopCalls;
import io.leadflip.calls.spend.SpendLedger;
import io.leadflip.calls.transcript.Conclusions;
import io.leadflip.contracts.event.CallFact.CallEnded;
import io.leadflip.contracts.value.CallOutcome;
import io.leadflip.platform.outbox.Outbox;
import io.leadflip.platform.work.WorkQueue;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/// Ends attempts that the provider provably did not dial. Runs in a transaction that holds the
/// call's lock.
@ApplicationScoped
class UndialledAttempt {
    private final Attempts attempts;
    private final SpendLedger spend;
    private final Conclusions conclusions;
    private final AfterAttempt after;
    private final WorkQueue work;
    private final Outbox outbox;
    private final MeterRegistry metrics;
    private final DialingSettings settings;
    private final ProviderPatience patience;
    private final Clock clock;

    UndialledAttempt(
            Attempts attempts,
            SpendLedger spend,
            Conclusions conclusions,
            AfterAttempt after,
            WorkQueue work,
            Outbox outbox,
            MeterRegistry metrics,
            DialingSettings settings,
            Clock clock) {
        this.attempts = attempts;
        this.spend = spend;
        this.conclusions = conclusions;
        this.after = after;
        this.work = work;
        this.outbox = outbox;
        this.metrics = metrics;
        this.settings = settings;
        this.patience =
                new ProviderPatience(
                        settings.throttled(), settings.throttledLongest(), settings.providerAway());
        this.clock = clock;
    }

    /// The provider refused, and provably did not dial.
    Uni<Void> refused(Call call, Attempt attempt, boolean hopeless) {
        return over(
                call,
                attempt,
                CallOutcome.FAILED,
                () ->
                        hopeless
                                ? conclusions.concludeUndialled(call)
                                : after.next(call, attempt, CallOutcome.FAILED, false));
    }

    /// The provider refused, because the person does not want to be called.
    Uni<Void> optedOut(Call call, Attempt attempt) {
        return over(
                call,
                attempt,
                CallOutcome.OPTED_OUT,
                () -> conclusions.conclude(call, CallOutcome.OPTED_OUT));
    }

    private Uni<Void> over(
            Call call, Attempt attempt, CallOutcome result, Supplier<Uni<Void>> next) {
        if (!attempt.unheard()) {
            return Uni.createFrom().voidItem();
        }
        Instant now = clock.instant();
        return notDialled(attempt, result, now)
                .chain(
                        () ->
                                outbox.append(
                                        new CallEnded(
                                                call.leadId(),
                                                call.id(),
                                                attempt.id(),
                                                result,
                                                0,
                                                now)))
                .chain(next::get);
    }

    /// The provider asked to slow down, or could not be reached at all; nobody was dialled and the
    /// call is as due as before.
    Uni<Void> notNow(Call call, Attempt attempt) {
        return later(call, attempt, patience::pause);
    }

    /// The provider refused our account; that takes somebody to mend it.
    Uni<Void> barred(Call call, Attempt attempt) {
        return later(call, attempt, inVain -> settings.barred());
    }

    private Uni<Void> later(Call call, Attempt attempt, IntFunction<Duration> pause) {
        if (!attempt.unheard()) {
            return Uni.createFrom().voidItem();
        }
        Instant now = clock.instant();
        return notDialled(attempt, null, now)
                .chain(() -> attempts.ofCall(call.id()))
                .map(UndialledAttempt::inVain)
                .chain(
                        inVain ->
                                attempt.stopReason() != null || tooLong(inVain)
                                        ? giveUp(call, attempt)
                                        : after.again(
                                                call,
                                                attempt,
                                                now.plus(pause.apply(inVain.size()))));
    }

    /// When the last attempts in a row that were not dialled were begun.
    private static List<Instant> inVain(List<Attempt> all) {
        return all.reversed().stream()
                .takeWhile(Attempt::throttled)
                .map(Attempt::startedAt)
                .toList()
                .reversed();
    }

    private boolean tooLong(List<Instant> inVain) {
        return patience.over(inVain, settings.barred());
    }

    private Uni<Void> giveUp(Call call, Attempt attempt) {
        return attempt.stopReason() == null
                ? conclusions.concludeUndialled(call)
                : after.next(call, attempt, CallOutcome.FAILED, false);
    }

    private Uni<Void> notDialled(Attempt attempt, CallOutcome result, Instant now) {
        metrics.counter("leadflip.calls.attempts.refused").increment();
        return attempts.end(attempt, result, 0, false, now)
                .chain(() -> spend.settle(attempt.id(), BigDecimal.ZERO))
                .chain(() -> work.cancel(ReconcileAttempt.KIND, attempt.id().toString()))
                .chain(() -> work.cancel(StopCalls.HANG_UP, attempt.id().toString()));
    }
}
