package io.leadflip.calls.dialing;

import io.leadflip.calls.call.Call;
import io.leadflip.calls.call.CallState;
import io.leadflip.calls.call.Calls;
import io.leadflip.calls.call.DialKey;
import io.leadflip.calls.call.StopCalls;
import io.leadflip.calls.call.StopReason;
import io.leadflip.calls.spend.PriceTable;
import io.leadflip.calls.spend.SpendLedger;
import io.leadflip.calls.transcript.Conclusions;
import io.leadflip.calls.transcript.ExtractOutcome;
import io.leadflip.contracts.event.CallFact.CallAnswered;
import io.leadflip.contracts.event.CallFact.CallDialing;
import io.leadflip.contracts.event.CallFact.CallEnded;
import io.leadflip.contracts.event.CallFact.CallRinging;
import io.leadflip.contracts.event.CallFact.CallScheduled;
import io.leadflip.contracts.event.CallFact.CallUnknown;
import io.leadflip.contracts.value.CallOutcome;
import io.leadflip.platform.outbox.Outbox;
import io.leadflip.platform.work.WorkQueue;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Moves attempt and call by what the provider reports. Everything here runs in a transaction that
/// holds the call's lock.
@ApplicationScoped
public class CallProgress {
    private final Calls calls;
    private final Attempts attempts;
    private final StopCalls stop;
    private final SpendLedger spend;
    private final PriceTable prices;
    private final RetryPolicy retry;
    private final Conclusions conclusions;
    private final ExtractOutcome extraction;
    private final WorkQueue work;
    private final Outbox outbox;
    private final MeterRegistry metrics;
    private final DialingSettings settings;
    private final Clock clock;

    CallProgress(
            Calls calls,
            Attempts attempts,
            StopCalls stop,
            SpendLedger spend,
            PriceTable prices,
            RetryPolicy retry,
            Conclusions conclusions,
            ExtractOutcome extraction,
            WorkQueue work,
            Outbox outbox,
            MeterRegistry metrics,
            DialingSettings settings,
            Clock clock) {
        this.calls = calls;
        this.attempts = attempts;
        this.stop = stop;
        this.spend = spend;
        this.prices = prices;
        this.retry = retry;
        this.conclusions = conclusions;
        this.extraction = extraction;
        this.work = work;
        this.outbox = outbox;
        this.metrics = metrics;
        this.settings = settings;
        this.clock = clock;
    }

    /// What the provider says of one attempt.
    ///
    /// @param sequence the report's number; null when we asked by ourselves
    /// @param seconds of conversation, once over
    public record Report(
            String sid, ProviderStatus status, Integer sequence, int seconds, Instant at) {}

    /// The provider's id became known, by its answer, its list or its first webhook; whichever is
    /// first tells that we dial.
    public Uni<Void> adopt(Call call, Attempt attempt, String sid) {
        Instant now = clock.instant();
        return attempts.adopt(attempt, sid, now)
                .chain(
                        first ->
                                first && !attempt.state().over()
                                        ? dialing(call, attempt, now)
                                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> dialing(Call call, Attempt attempt, Instant now) {
        String key = attempt.id().toString();
        return outbox.append(
                        new CallDialing(
                                call.leadId(), call.id(), attempt.id(), attempt.number(), now))
                .chain(() -> work.cancel(ReconcileAttempt.KIND, key))
                .chain(
                        () ->
                                work.schedule(
                                        ReapAttempt.KIND,
                                        key,
                                        new JsonObject(),
                                        now.plus(settings.reap().first())));
    }

    /// Takes a report in; late, repeated and reordered ones do no harm.
    public Uni<Void> report(Call call, Attempt attempt, Report report) {
        return adopt(call, attempt, report.sid())
                .chain(() -> fresh(attempt, report))
                .chain(
                        fresh ->
                                fresh
                                        ? attempts.find(attempt.id())
                                        : Uni.createFrom().item(Optional.<Attempt>empty()))
                .chain(
                        current ->
                                current.filter(it -> it.matches(report.sid()))
                                        .map(it -> apply(call, it, report))
                                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Boolean> fresh(Attempt attempt, Report report) {
        return report.sequence() == null
                ? Uni.createFrom().item(true)
                : attempts.report(attempt, report.sequence(), report.status(), report.at());
    }

    private Uni<Void> apply(Call call, Attempt attempt, Report report) {
        AttemptState next = attempt.state().after(report.status());
        if (next.name() == attempt.state().name()) {
            return Uni.createFrom().voidItem();
        }
        return switch (next) {
            case AttemptState.Dispatching same -> Uni.createFrom().voidItem();
            case AttemptState.Unknown same -> Uni.createFrom().voidItem();
            case AttemptState.Dialing dialing ->
                    attempts.move(attempt, next, report.at()).replaceWithVoid();
            case AttemptState.Ringing ringing ->
                    attempts.move(attempt, next, report.at())
                            .chain(
                                    () ->
                                            outbox.append(
                                                    new CallRinging(
                                                            call.leadId(),
                                                            call.id(),
                                                            attempt.id(),
                                                            report.at())));
            case AttemptState.InProgress talking ->
                    attempts.move(attempt, next, report.at())
                            .chain(
                                    () ->
                                            outbox.append(
                                                    new CallAnswered(
                                                            call.leadId(),
                                                            call.id(),
                                                            attempt.id(),
                                                            report.at())));
            case AttemptState.Ended over -> ended(call, attempt, report);
        };
    }

    private Uni<Void> ended(Call call, Attempt attempt, Report report) {
        CallOutcome result = AttemptResult.of(attempt, report).orElse(null);
        boolean conversation = AttemptResult.talked(attempt, report);
        boolean readable = conversation && result != CallOutcome.VOICEMAIL;
        Duration talked = conversation ? Duration.ofSeconds(report.seconds()) : Duration.ZERO;
        metrics.counter("leadflip.calls.attempts.ended", "status", report.status().name())
                .increment();
        return attempts.end(attempt, result, report.seconds(), true, report.at())
                .chain(
                        () ->
                                readable
                                        ? spend.meter(attempt.id(), prices.telephony(talked))
                                        : spend.settle(attempt.id(), prices.telephony(talked)))
                .chain(() -> work.cancel(ReapAttempt.KIND, attempt.id().toString()))
                .chain(() -> work.cancel(StopCalls.HANG_UP, attempt.id().toString()))
                .chain(
                        () ->
                                outbox.append(
                                        new CallEnded(
                                                call.leadId(),
                                                call.id(),
                                                attempt.id(),
                                                result,
                                                report.seconds(),
                                                report.at())))
                .chain(
                        () ->
                                readable
                                        ? extraction.schedule(attempt)
                                        : next(
                                                call,
                                                attempt,
                                                result,
                                                AttemptResult.mayHaveRung(attempt, report)));
    }

    /// The provider refused, and provably did not dial.
    Uni<Void> refused(Call call, Attempt attempt, boolean hopeless) {
        if (!undecided(attempt)) {
            return Uni.createFrom().voidItem();
        }
        Instant now = clock.instant();
        return notDialled(attempt, CallOutcome.FAILED, now)
                .chain(
                        () ->
                                outbox.append(
                                        new CallEnded(
                                                call.leadId(),
                                                call.id(),
                                                attempt.id(),
                                                CallOutcome.FAILED,
                                                0,
                                                now)))
                .chain(
                        () ->
                                hopeless
                                        ? conclusions.conclude(call, CallOutcome.FAILED)
                                        : next(call, attempt, CallOutcome.FAILED, false));
    }

    /// The provider asked to slow down, or could not be reached at all; nobody was dialled and the
    /// call is as due as before.
    Uni<Void> notNow(Call call, Attempt attempt) {
        if (!undecided(attempt)) {
            return Uni.createFrom().voidItem();
        }
        Instant now = clock.instant();
        return notDialled(attempt, null, now)
                .chain(() -> attempts.ofCall(call.id()))
                .chain(
                        all ->
                                attempt.stopReason() != null || tooOften(all)
                                        ? giveUp(call, attempt)
                                        : again(call, attempt, now.plus(settings.throttled())));
    }

    /// Whether nothing was heard of the attempt before its refusal; a webhook knows better.
    private static boolean undecided(Attempt attempt) {
        return attempt.state() instanceof AttemptState.Dispatching && attempt.providerSid() == null;
    }

    private boolean tooOften(List<Attempt> all) {
        return all.stream().filter(Attempt::throttled).count() >= settings.throttledTries();
    }

    private Uni<Void> giveUp(Call call, Attempt attempt) {
        return attempt.stopReason() == null
                ? conclusions.conclude(call, CallOutcome.FAILED)
                : next(call, attempt, CallOutcome.FAILED, false);
    }

    private Uni<Void> notDialled(Attempt attempt, CallOutcome result, Instant now) {
        metrics.counter("leadflip.calls.attempts.refused").increment();
        return attempts.end(attempt, result, 0, false, now)
                .chain(() -> spend.settle(attempt.id(), BigDecimal.ZERO))
                .chain(() -> work.cancel(ReconcileAttempt.KIND, attempt.id().toString()))
                .chain(() -> work.cancel(StopCalls.HANG_UP, attempt.id().toString()));
    }

    /// [inDoubt][#inDoubt(Call,Attempt)], unless the attempt is over. Takes the call's lock itself.
    Uni<Void> inDoubt(UUID attemptId) {
        return attempts.find(attemptId)
                .chain(
                        found ->
                                found.map(attempt -> calls.lock(attempt.callId()))
                                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())))
                .chain(
                        call ->
                                attempts.find(attemptId)
                                        .chain(
                                                current ->
                                                        current.filter(it -> !it.state().over())
                                                                .map(
                                                                        it ->
                                                                                inDoubt(
                                                                                        call
                                                                                                .orElseThrow(),
                                                                                        it))
                                                                .orElseGet(
                                                                        () ->
                                                                                Uni.createFrom()
                                                                                        .voidItem())));
    }

    /// Nobody knows whether it rang, and asking twice did not help: never dialled again.
    Uni<Void> inDoubt(Call call, Attempt attempt) {
        Instant now = clock.instant();
        metrics.counter("leadflip.calls.attempts.unknown").increment();
        return attempts.move(attempt, new AttemptState.Unknown(), now)
                .chain(() -> unknown(call))
                .chain(
                        () ->
                                outbox.append(
                                        new CallUnknown(
                                                call.leadId(), call.id(), attempt.id(), now)));
    }

    private Uni<Boolean> unknown(Call call) {
        return call.state() instanceof CallState.Attempting attempting
                ? calls.move(call, attempting.inDoubt())
                : Uni.createFrom().item(false);
    }

    /// After an attempt without a conversation: another one, or the end of the call.
    ///
    /// @param rang whether the phone may have rung: then a failure is none that reached nobody
    private Uni<Void> next(Call call, Attempt attempt, CallOutcome result, boolean rang) {
        if (!(call.state() instanceof CallState.Attempting attempting)) {
            return Uni.createFrom().voidItem();
        }
        if (attempt.stopReason() != null
                && !StopReason.MACHINE.name().equals(attempt.stopReason())) {
            return stop.cancel(
                    call, attempting.cancelled(), StopReason.valueOf(attempt.stopReason()));
        }
        return attempts.ofCall(call.id())
                .map(
                        all ->
                                rang && result == CallOutcome.FAILED
                                        ? Optional.<Duration>empty()
                                        : retryAfter(call, all, result))
                .chain(
                        delay ->
                                delay.isPresent()
                                        ? again(call, attempt, clock.instant().plus(delay.get()))
                                        : conclusions.conclude(call, result));
    }

    private Optional<Duration> retryAfter(Call call, List<Attempt> all, CallOutcome result) {
        int made = (int) all.stream().filter(it -> !it.throttled()).count();
        int failures = (int) all.stream().filter(it -> it.result() == CallOutcome.FAILED).count();
        return retry.after(result, call.purpose(), made, failures);
    }

    private Uni<Void> again(Call call, Attempt attempt, Instant due) {
        if (!(call.state() instanceof CallState.Attempting attempting)) {
            return Uni.createFrom().voidItem();
        }
        int number = attempt.number() + 1;
        return calls.move(call, attempting.again())
                .chain(() -> calls.due(call, due))
                .chain(
                        () ->
                                work.schedule(
                                        DialKey.KIND,
                                        DialKey.of(call.id(), number),
                                        new JsonObject(),
                                        due))
                .chain(
                        () ->
                                outbox.append(
                                        new CallScheduled(
                                                call.leadId(),
                                                call.id(),
                                                attempt.decisionId(),
                                                number,
                                                due)));
    }
}
