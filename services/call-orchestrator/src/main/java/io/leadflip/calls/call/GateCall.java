package io.leadflip.calls.call;

import io.leadflip.calls.call.ContactDecisions.Stored;
import io.leadflip.calls.call.Permits.Answer;
import io.leadflip.calls.contact.Decision;
import io.leadflip.contracts.door.CallPermit;
import io.leadflip.contracts.event.CallFact.CallDenied;
import io.leadflip.contracts.event.CallFact.CallScheduled;
import io.leadflip.platform.outbox.Outbox;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.work.WorkHandler;
import io.leadflip.platform.work.WorkItem;
import io.leadflip.platform.work.WorkOutcome;
import io.leadflip.platform.work.WorkQueue;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The first look at a requested call: denied, or scheduled for when it is allowed. Before dialling
/// it is looked at again.
@ApplicationScoped
class GateCall implements WorkHandler {
    static final String KIND = "gate";
    private static final Duration UNAVAILABLE = Duration.ofSeconds(3);
    private static final Duration SOON = Duration.ofMillis(200);

    private final Permits permits;
    private final ContactDecisions decisions;
    private final Calls calls;
    private final StopCalls stop;
    private final WorkQueue work;
    private final Outbox outbox;
    private final Transactions transactions;
    private final Clock clock;

    GateCall(
            Permits permits,
            ContactDecisions decisions,
            Calls calls,
            StopCalls stop,
            WorkQueue work,
            Outbox outbox,
            Transactions transactions,
            Clock clock) {
        this.permits = permits;
        this.decisions = decisions;
        this.calls = calls;
        this.stop = stop;
        this.work = work;
        this.outbox = outbox;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<WorkOutcome> perform(WorkItem item) {
        UUID callId = UUID.fromString(item.key());
        return permits.ask(callId, null)
                .chain(
                        answer ->
                                switch (answer) {
                                    case Answer.Given(CallPermit permit, _) ->
                                            inTransaction(callId, call -> gate(call, permit));
                                    case Answer.NoSuchCall unknown ->
                                            inTransaction(callId, this::deny);
                                    case Answer.Unavailable unavailable ->
                                            Uni.createFrom()
                                                    .item(
                                                            new WorkOutcome.Again(
                                                                    UNAVAILABLE,
                                                                    "permit unavailable"));
                                });
    }

    @Override
    public Uni<Void> abandoned(WorkItem item, String reason) {
        return stop.giveUp(UUID.fromString(item.key()));
    }

    private interface Step {
        Uni<Void> on(Call call);
    }

    private Uni<WorkOutcome> inTransaction(UUID callId, Step step) {
        return transactions.run(
                () ->
                        calls.lock(callId)
                                .chain(
                                        call ->
                                                call.isEmpty()
                                                        ? Uni.createFrom()
                                                                .item(
                                                                        new WorkOutcome.Again(
                                                                                SOON,
                                                                                "not stored yet"))
                                                        : requested(call)
                                                                .map(step::on)
                                                                .orElseGet(
                                                                        () ->
                                                                                Uni.createFrom()
                                                                                        .voidItem())
                                                                .replaceWith(WorkOutcome.DONE)));
    }

    /// Only a call that still waits for the gate is gated: one that was stopped meanwhile, or done
    /// before, is left alone.
    private static Optional<Call> requested(Optional<Call> call) {
        return call.filter(it -> it.state() instanceof CallState.Requested);
    }

    private Uni<Void> gate(Call call, CallPermit permit) {
        Instant earliest = earliest(call);
        return decisions
                .decide(call, null, permit, earliest)
                .call(stored -> calls.reaches(call, permit.contactKey()))
                .chain(
                        stored ->
                                switch (stored.decision()) {
                                    case Decision.Allow allow -> schedule(call, stored, earliest);
                                    case Decision.Defer(Instant until, var findings) ->
                                            schedule(call, stored, until);
                                    case Decision.Deny deny -> denied(call, stored);
                                });
    }

    private Uni<Void> deny(Call call) {
        return decisions.unknownCall(call).chain(stored -> denied(call, stored));
    }

    private Instant earliest(Call call) {
        Instant now = clock.instant();
        return call.notBefore() != null && call.notBefore().isAfter(now) ? call.notBefore() : now;
    }

    private Uni<Void> schedule(Call call, Stored stored, Instant due) {
        return calls.move(call, new CallState.Requested().scheduled())
                .chain(moved -> calls.due(call, due))
                .chain(
                        () ->
                                work.schedule(
                                        DialKey.KIND,
                                        DialKey.of(call.id(), 1),
                                        new JsonObject(),
                                        due))
                .chain(
                        () ->
                                outbox.append(
                                        new CallScheduled(
                                                call.leadId(), call.id(), stored.id(), 1, due)));
    }

    private Uni<Void> denied(Call call, Stored stored) {
        return calls.move(call, new CallState.Requested().denied())
                .chain(
                        moved ->
                                outbox.append(
                                        new CallDenied(
                                                call.leadId(),
                                                call.id(),
                                                stored.id(),
                                                stored.decision().rules(),
                                                clock.instant())));
    }
}
