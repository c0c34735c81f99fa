package io.leadflip.calls.dialing;

import io.leadflip.calls.call.Call;
import io.leadflip.calls.call.CallState;
import io.leadflip.calls.call.Calls;
import io.leadflip.calls.call.ContactDecisions;
import io.leadflip.calls.call.ContactDecisions.Stored;
import io.leadflip.calls.call.Permits;
import io.leadflip.calls.call.StopCalls;
import io.leadflip.calls.call.StopReason;
import io.leadflip.calls.contact.Decision;
import io.leadflip.calls.halt.Halts;
import io.leadflip.calls.spend.SpendLedger;
import io.leadflip.calls.transcript.AttemptKeys;
import io.leadflip.calls.transcript.Conclusions;
import io.leadflip.calls.transcript.SealKey;
import io.leadflip.contracts.door.CallPermit;
import io.leadflip.contracts.event.CallFact.CallDenied;
import io.leadflip.contracts.event.CallFact.CallScheduled;
import io.leadflip.platform.outbox.Outbox;
import io.leadflip.platform.work.WorkQueue;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// Writes down that a phone is about to be dialled: halts, gate, attempt count, bridge slot, spend
/// and the intent itself commit together, under one lock per phone and one for the shared counters.
@ApplicationScoped
class DialIntent {
    private static final String COUNTERS = "lf:dial-counters";
    private static final Duration BUDGET_WAIT = Duration.ofMinutes(10);
    private static final Duration ASK_AGAIN = Duration.ofMillis(200);
    private static final String CALLED = "phone is being called";
    private static final Optional<Call> NO_CALL = Optional.empty();

    private final Calls calls;
    private final Attempts attempts;
    private final ContactDecisions decisions;
    private final StopCalls stop;
    private final Conclusions conclusions;
    private final SpendLedger spend;
    private final Halts halts;
    private final AttemptKeys keys;
    private final WorkQueue work;
    private final Outbox outbox;
    private final DialingSettings settings;
    private final Clock clock;

    DialIntent(
            Calls calls,
            Attempts attempts,
            ContactDecisions decisions,
            StopCalls stop,
            Conclusions conclusions,
            SpendLedger spend,
            Halts halts,
            AttemptKeys keys,
            WorkQueue work,
            Outbox outbox,
            DialingSettings settings,
            Clock clock) {
        this.calls = calls;
        this.attempts = attempts;
        this.decisions = decisions;
        this.stop = stop;
        this.conclusions = conclusions;
        this.spend = spend;
        this.halts = halts;
        this.keys = keys;
        this.work = work;
        this.outbox = outbox;
        this.settings = settings;
        this.clock = clock;
    }

    sealed interface Outcome {}

    /// The intent stands; dial now.
    record Written() implements Outcome {}

    record Later(Duration delay, String reason) implements Outcome {}

    /// The call is not to be made (any more).
    record Dropped() implements Outcome {}

    /// @param given the permit; of before for whoever waited long for the locks, or stood still
    Uni<Outcome> write(
            UUID callId, int number, UUID attemptId, Permits.Answer.Given given, int bridgeSlots) {
        CallPermit permit = given.permit();
        String phone = permit.contactKey() == null ? callId.toString() : permit.contactKey();
        return calls.alone(phone)
                .chain(() -> calls.alone(COUNTERS))
                .chain(() -> calls.lock(callId))
                .map(call -> call.filter(it -> it.state() instanceof CallState.Scheduled))
                .chain(call -> made(callId, number).map(made -> made ? NO_CALL : call))
                .chain(
                        call ->
                                call.map(
                                                it ->
                                                        unlessHeld(
                                                                it,
                                                                phone,
                                                                given,
                                                                () ->
                                                                        gated(
                                                                                it,
                                                                                number,
                                                                                attemptId,
                                                                                permit,
                                                                                bridgeSlots)))
                                        .orElseGet(() -> Uni.createFrom().item(new Dropped())));
    }

    /// Whether the attempt of this number was made: whoever comes to make it again has missed that
    /// the call is scheduled for the next one.
    Uni<Boolean> made(UUID callId, int number) {
        return attempts.made(callId, number);
    }

    private Uni<Outcome> unlessHeld(
            Call call, String phone, Permits.Answer.Given given, Supplier<Uni<Outcome>> dial) {
        if (given.stale(clock.instant(), settings.permitValid())) {
            return later(ASK_AGAIN, "the permit is too old");
        }
        return halts.overNow(call)
                .chain(
                        halt ->
                                halt.isPresent()
                                        ? later(settings.halted(), "dialling is halted")
                                        : unlessBusy(call, phone, dial));
    }

    /// One conversation after the other, and none before the last was read.
    private Uni<Outcome> unlessBusy(Call call, String phone, Supplier<Uni<Outcome>> dial) {
        return attempts.unresolved(phone)
                .chain(
                        busy ->
                                busy
                                        ? Uni.createFrom().item(true)
                                        : calls.underWay(phone, call.id()))
                .chain(
                        busy ->
                                busy
                                        ? later(settings.unavailable(), CALLED)
                                        : unlessInDoubt(phone, dial));
    }

    /// What nobody knows of may still stand in the provider's queue, ring or be talked to: until it
    /// cannot any more, it counts as a call.
    private Uni<Outcome> unlessInDoubt(String phone, Supplier<Uni<Outcome>> dial) {
        Instant now = clock.instant();
        Duration rings = settings.reconcile().mayRing();
        return attempts.unknown(phone, now.minus(rings))
                .chain(
                        begun ->
                                begun.map(
                                                at ->
                                                        later(
                                                                Duration.between(
                                                                        now, at.plus(rings)),
                                                                CALLED))
                                        .orElseGet(dial));
    }

    /// The call is not lead-intake's any more: denied, with a decision like any other.
    Uni<Outcome> unknown(UUID callId) {
        Instant now = clock.instant();
        return calls.lock(callId)
                .chain(
                        call ->
                                call.filter(it -> it.state() instanceof CallState.Scheduled)
                                        .map(
                                                it ->
                                                        decisions
                                                                .unknownCall(it)
                                                                .chain(
                                                                        stored ->
                                                                                denied(
                                                                                        it, stored,
                                                                                        now)))
                                        .orElseGet(() -> Uni.createFrom().item(new Dropped())));
    }

    private Uni<Outcome> gated(
            Call call, int number, UUID attemptId, CallPermit permit, int bridgeSlots) {
        Instant now = clock.instant();
        return attempts.live()
                .chain(
                        live ->
                                live >= bridgeSlots
                                        ? later(settings.unavailable(), "no free bridge slot")
                                        : decisions
                                                .decide(call, attemptId, permit, now)
                                                .chain(
                                                        stored ->
                                                                switch (stored.decision()) {
                                                                    case Decision.Allow allow ->
                                                                            afforded(
                                                                                    call, number,
                                                                                    attemptId,
                                                                                    permit, stored,
                                                                                    now);
                                                                    case Decision.Defer(
                                                                                    Instant until,
                                                                                    var findings) ->
                                                                            deferred(
                                                                                    call, number,
                                                                                    stored, until,
                                                                                    now);
                                                                    case Decision.Deny deny ->
                                                                            denied(
                                                                                    call, stored,
                                                                                    now);
                                                                }));
    }

    private Uni<Outcome> deferred(
            Call call, int number, Stored stored, Instant until, Instant now) {
        return calls.due(call, until)
                .chain(
                        () ->
                                outbox.append(
                                        new CallScheduled(
                                                call.leadId(),
                                                call.id(),
                                                stored.id(),
                                                number,
                                                until)))
                .chain(() -> later(Duration.between(now, until), "deferred"));
    }

    /// What came of a call that was dialled before stays what came of it; why it is not dialled
    /// again stands in the decision.
    private Uni<Outcome> denied(Call call, Stored stored, Instant now) {
        return conclusions
                .concludeByEarlier(call)
                .chain(
                        concluded ->
                                concluded
                                        ? Uni.createFrom().voidItem()
                                        : tellDenied(call, stored, now))
                .replaceWith(new Dropped());
    }

    private Uni<Void> tellDenied(Call call, Stored stored, Instant now) {
        return calls.move(call, new CallState.Scheduled().denied())
                .chain(
                        () ->
                                outbox.append(
                                        new CallDenied(
                                                call.leadId(),
                                                call.id(),
                                                stored.id(),
                                                stored.decision().rules(),
                                                now)));
    }

    private Uni<Outcome> afforded(
            Call call, int number, UUID attemptId, CallPermit permit, Stored stored, Instant now) {
        return spend.exhausted(call.id(), call.businessId(), settings.timeLimit(), now)
                .chain(
                        exhausted ->
                                exhausted
                                        .map(scope -> broke(call, scope))
                                        .orElseGet(
                                                () ->
                                                        intend(
                                                                call, number, attemptId, permit,
                                                                stored, now)));
    }

    private Uni<Outcome> broke(Call call, SpendLedger.Scope scope) {
        return scope == SpendLedger.Scope.CALL
                ? stop.cancel(
                                call,
                                new CallState.Scheduled().cancelled(),
                                StopReason.BUDGET_EXHAUSTED)
                        .replaceWith(new Dropped())
                : later(BUDGET_WAIT, "budget exhausted");
    }

    private Uni<Outcome> intend(
            Call call, int number, UUID attemptId, CallPermit permit, Stored stored, Instant now) {
        SealKey key = SealKey.random();
        Attempt attempt = intent(call, number, attemptId, permit, stored.id(), key, now);
        return calls.move(call, new CallState.Scheduled().attempting())
                .chain(() -> calls.reaches(call, permit.contactKey()))
                .chain(() -> attempts.add(attempt))
                .chain(
                        () ->
                                spend.reserve(
                                        attemptId,
                                        call.id(),
                                        call.businessId(),
                                        settings.timeLimit(),
                                        now))
                .chain(
                        () ->
                                work.schedule(
                                        ReconcileAttempt.KIND,
                                        attemptId.toString(),
                                        new JsonObject(),
                                        now.plus(settings.reconcile().first())))
                .replaceWith(new Written());
    }

    private Attempt intent(
            Call call,
            int number,
            UUID attemptId,
            CallPermit permit,
            UUID decisionId,
            SealKey key,
            Instant now) {
        String language = Optional.ofNullable(permit.brief().language()).orElse("en");
        return new Attempt(
                attemptId,
                call.id(),
                number,
                permit.contactKey(),
                decisionId,
                new AttemptState.Dispatching(),
                null,
                null,
                keys.sealed(key),
                key.seal(
                        JsonObject.mapFrom(permit.brief())
                                .put("timeZone", permit.timeZone())
                                .encode()),
                language,
                null,
                -1,
                now,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                true,
                0,
                null);
    }

    private static Uni<Outcome> later(Duration delay, String reason) {
        return Uni.createFrom().item(new Later(delay, reason));
    }
}
