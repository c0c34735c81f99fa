package io.leadflip.calls.dialing;

import io.leadflip.calls.call.Call;
import io.leadflip.calls.call.CallState;
import io.leadflip.calls.call.Calls;
import io.leadflip.calls.call.StopCalls;
import io.leadflip.calls.spend.PriceTable;
import io.leadflip.calls.spend.SpendLedger;
import io.leadflip.calls.transcript.ExtractOutcome;
import io.leadflip.contracts.event.CallFact.CallAnswered;
import io.leadflip.contracts.event.CallFact.CallDialing;
import io.leadflip.contracts.event.CallFact.CallEnded;
import io.leadflip.contracts.event.CallFact.CallRinging;
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
import java.util.Optional;
import java.util.UUID;

/// Moves attempt and call by what the provider reports. Everything here runs in a transaction that
/// holds the call's lock.
@ApplicationScoped
public class CallProgress {
    private final Calls calls;
    private final Attempts attempts;
    private final LockedAttempts locked;
    private final SpendLedger spend;
    private final PriceTable prices;
    private final ExtractOutcome extraction;
    private final AfterAttempt after;
    private final StopCalls stop;
    private final WorkQueue work;
    private final Outbox outbox;
    private final MeterRegistry metrics;
    private final DialingSettings settings;
    private final Clock clock;

    CallProgress(
            Calls calls,
            Attempts attempts,
            LockedAttempts locked,
            SpendLedger spend,
            PriceTable prices,
            ExtractOutcome extraction,
            AfterAttempt after,
            StopCalls stop,
            WorkQueue work,
            Outbox outbox,
            MeterRegistry metrics,
            DialingSettings settings,
            Clock clock) {
        this.calls = calls;
        this.attempts = attempts;
        this.locked = locked;
        this.spend = spend;
        this.prices = prices;
        this.extraction = extraction;
        this.after = after;
        this.stop = stop;
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
    /// first tells that we dial. A call that was given up as unknown and shows after all is ended:
    /// nobody waits at its other end.
    public Uni<Void> adopt(Call call, Attempt attempt, String sid) {
        Instant now = clock.instant();
        return attempts.adopt(attempt, sid, now)
                .chain(first -> first ? adopted(call, attempt, now) : Uni.createFrom().voidItem());
    }

    private Uni<Void> adopted(Call call, Attempt attempt, Instant now) {
        return switch (attempt.state()) {
            case AttemptState.Unknown unknown -> stop.hangUpNow(attempt.id());
            case AttemptState.Ended ended -> Uni.createFrom().voidItem();
            case AttemptState live -> dialing(call, attempt, now);
        };
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
                .chain(() -> charge(attempt, prices.telephony(talked), readable))
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
                                        : after.next(
                                                call,
                                                attempt,
                                                result,
                                                AttemptResult.mayHaveRung(attempt, report)));
    }

    /// @param readable whether more is known when the conversation was read
    private Uni<Void> charge(Attempt attempt, BigDecimal telephony, boolean readable) {
        return readable || attempt.usageToCome()
                ? spend.meter(attempt.id(), telephony)
                : spend.settle(attempt.id(), telephony.add(prices.model(attempt.usage())));
    }

    /// [inDoubt][#inDoubt(Call,Attempt)], unless the attempt is over. Takes the call's lock itself.
    Uni<Void> inDoubt(UUID attemptId) {
        return attempts.find(attemptId)
                .chain(
                        found ->
                                found.map(attempt -> locked.with(attempt, this::unlessOver))
                                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> unlessOver(Call call, Attempt attempt) {
        return attempt.state().over() ? Uni.createFrom().voidItem() : inDoubt(call, attempt);
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
}
