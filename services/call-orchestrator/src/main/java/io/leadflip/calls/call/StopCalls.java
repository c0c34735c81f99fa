package io.leadflip.calls.call;

import io.leadflip.calls.transcript.Conclusions;
import io.leadflip.contracts.event.CallFact.CallCancelled;
import io.leadflip.platform.outbox.Outbox;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.work.WorkQueue;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Takes back what is queued and ends what is live. All of it joins the caller's transaction;
/// telling the provider is work that follows it.
@ApplicationScoped
public class StopCalls {
    public static final String HANG_UP = "hang-up";

    private final Calls calls;
    private final Sql sql;
    private final Conclusions conclusions;
    private final WorkQueue work;
    private final Outbox outbox;
    private final Clock clock;

    StopCalls(
            Calls calls,
            Sql sql,
            Conclusions conclusions,
            WorkQueue work,
            Outbox outbox,
            Clock clock) {
        this.calls = calls;
        this.sql = sql;
        this.conclusions = conclusions;
        this.work = work;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// Stops calls that the caller has locked.
    public Uni<Void> stop(List<Call> locked, StopReason reason) {
        return Multi.createFrom()
                .iterable(locked)
                .onItem()
                .transformToUniAndConcatenate(call -> stop(call, reason))
                .collect()
                .last()
                .replaceWithVoid();
    }

    public Uni<Void> stop(Call call, StopReason reason) {
        return switch (call.state()) {
            case CallState.Requested requested -> cancel(call, requested.cancelled(), reason);
            case CallState.Scheduled scheduled -> cancel(call, scheduled.cancelled(), reason);
            case CallState.Attempting attempting -> endLive(call, reason);
            case CallState.Concluded over -> Uni.createFrom().voidItem();
            case CallState.Denied over -> Uni.createFrom().voidItem();
            case CallState.Cancelled over -> Uni.createFrom().voidItem();
            case CallState.Unknown over -> Uni.createFrom().voidItem();
        };
    }

    /// Nobody works on this call any more: when it still waits to be dialled it is cancelled. One
    /// that was dialled has an end of its own.
    public Uni<Void> giveUp(UUID callId) {
        return calls.lock(callId)
                .chain(
                        call ->
                                call.filter(StopCalls::waits)
                                        .map(waiting -> stop(waiting, StopReason.GIVEN_UP))
                                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private static boolean waits(Call call) {
        return call.state() instanceof CallState.Requested
                || call.state() instanceof CallState.Scheduled;
    }

    /// What came of a call that was dialled before stays what came of it.
    public Uni<Void> cancel(Call call, CallState.Cancelled next, StopReason reason) {
        return calls.cancelReason(call, reason.code())
                .chain(() -> conclusions.concludeByEarlier(call))
                .chain(
                        concluded ->
                                concluded
                                        ? Uni.createFrom().voidItem()
                                        : cancelled(call, next, reason));
    }

    private Uni<Void> cancelled(Call call, CallState.Cancelled next, StopReason reason) {
        return calls.move(call, next)
                .chain(
                        () ->
                                outbox.append(
                                        new CallCancelled(
                                                call.leadId(),
                                                call.id(),
                                                reason.code(),
                                                clock.instant())));
    }

    /// The attempt that nobody knows the end of yet, if any, is marked and the provider told to end
    /// it; a machine's attempt too, or its call would be tried again. After an opt-out the call is
    /// ending anyway, and the person should still hear the confirmation.
    private Uni<Void> endLive(Call call, StopReason reason) {
        return sql.first(
                        """
                        update attempt
                        set stop_reason = case when stop_reason = 'MACHINE' then $2 else coalesce(stop_reason, $2) end
                        where call_id = $1 and state in ('DISPATCHING', 'DIALING', 'RINGING', 'IN_PROGRESS')
                          and opted_out_at is null
                        returning id""",
                        call.id(),
                        reason)
                .chain(
                        row ->
                                row.isPresent()
                                        ? hangUpNow(row.get().uuid(0))
                                        : Uni.createFrom().voidItem());
    }

    /// Has the provider end an attempt now, whatever was planned.
    public Uni<Void> hangUpNow(UUID attemptId) {
        return hangUpBy(attemptId, clock.instant())
                .chain(() -> work.reschedule(HANG_UP, attemptId.toString(), clock.instant()));
    }

    /// Has the provider end an attempt at `at`, if it has not ended by itself.
    public Uni<Void> hangUpBy(UUID attemptId, Instant at) {
        return work.schedule(HANG_UP, attemptId.toString(), new JsonObject(), at);
    }
}
