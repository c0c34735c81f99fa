package io.leadflip.calls.transcript;

import io.leadflip.calls.call.Call;
import io.leadflip.calls.call.CallState;
import io.leadflip.calls.call.Calls;
import io.leadflip.calls.spend.SpendLedger;
import io.leadflip.contracts.event.CallFact.CallConcluded;
import io.leadflip.contracts.value.CallOutcome;
import io.leadflip.platform.outbox.Outbox;
import io.leadflip.platform.postgres.Sql;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/// Ends a call and tells it, once: only a call that is being attempted can be concluded, or one
/// that was and is not any more. Runs under the call's lock.
@ApplicationScoped
public class Conclusions {
    private final Calls calls;
    private final SpendLedger spend;
    private final Outbox outbox;
    private final Sql sql;
    private final MeterRegistry metrics;
    private final Clock clock;

    Conclusions(
            Calls calls,
            SpendLedger spend,
            Outbox outbox,
            Sql sql,
            MeterRegistry metrics,
            Clock clock) {
        this.calls = calls;
        this.spend = spend;
        this.outbox = outbox;
        this.sql = sql;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// A call without a conversation.
    public Uni<Void> conclude(Call call, CallOutcome outcome) {
        return conclude(call, nothingSaid(outcome), false, true, null);
    }

    /// A call whose attempt reached nobody, and that gets no other: what the one before it came to
    /// is what came of the call.
    public Uni<Void> concludeUndialled(Call call) {
        return concludeByEarlier(call)
                .chain(
                        concluded ->
                                concluded
                                        ? Uni.createFrom().voidItem()
                                        : conclude(call, CallOutcome.FAILED));
    }

    /// A call that gets no other attempt: it comes to what the last one came to that was dialled,
    /// not counting the one under way. Somebody may have been left a message.
    ///
    /// @return whether there was one; otherwise the call stays as it is
    public Uni<Boolean> concludeByEarlier(Call call) {
        return earlier(call)
                .chain(
                        outcome ->
                                outcome.map(
                                                it ->
                                                        end(
                                                                        call,
                                                                        nothingSaid(it),
                                                                        false,
                                                                        true,
                                                                        null)
                                                                .replaceWith(true))
                                        .orElseGet(() -> Uni.createFrom().item(false)));
    }

    private Uni<Optional<CallOutcome>> earlier(Call call) {
        int underWay = call.state() instanceof CallState.Attempting ? 1 : 0;
        return sql.first(
                        """
                        select result from attempt
                        where call_id = $1 and dialled and result is not null
                          and number <= (select max(number) from attempt where call_id = $1) - $2
                        order by number desc limit 1""",
                        call.id(),
                        underWay)
                .map(row -> row.map(it -> CallOutcome.valueOf(it.text(0))));
    }

    private static Reading nothingSaid(CallOutcome outcome) {
        return new Reading(outcome, null, null, null, null, null, "facts", 0, 0);
    }

    /// @param spoken whether the consumer was spoken to
    /// @param key seals the words; null when there are none
    Uni<Void> conclude(Call call, Reading reading, boolean spoken, boolean complete, SealKey key) {
        return call.state() instanceof CallState.Attempting
                ? end(call, reading, spoken, complete, key)
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> end(
            Call call, Reading reading, boolean spoken, boolean complete, SealKey key) {
        Instant now = clock.instant();
        Instant appointment =
                reading.outcome() == CallOutcome.GOAL_ACHIEVED ? reading.appointmentAt() : null;
        metrics.counter("leadflip.calls.concluded", "outcome", reading.outcome().name())
                .increment();
        return spend.total(call.id())
                .call(cost -> store(call, reading, spoken, complete, key, appointment, cost, now))
                .chain(
                        cost ->
                                attempts(call)
                                        .chain(
                                                count ->
                                                        outbox.append(
                                                                new CallConcluded(
                                                                        call.leadId(),
                                                                        call.matchId(),
                                                                        call.businessId(),
                                                                        call.id(),
                                                                        reading.outcome(),
                                                                        spoken
                                                                                ? reading.interest()
                                                                                : null,
                                                                        appointment,
                                                                        reading.quoteAmount(),
                                                                        cost,
                                                                        count,
                                                                        complete,
                                                                        now))));
    }

    private Uni<Integer> attempts(Call call) {
        return sql.first("select count(*) from attempt where call_id = $1 and dialled", call.id())
                .map(row -> row.orElseThrow().integer(0));
    }

    private Uni<Integer> store(
            Call call,
            Reading reading,
            boolean spoken,
            boolean complete,
            SealKey key,
            Instant appointment,
            BigDecimal cost,
            Instant now) {
        return sql.update(
                """
                update call set status = 'CONCLUDED', outcome = $2, interest = $3::text, sealed_summary = $4::text,
                       sealed_next_action = $5::text, appointment_at = $6::timestamptz, quote_amount = $7::numeric, cost_usd = $8,
                       extracted_by = $9, transcript_complete = $10, concluded_at = $11, updated_at = $11
                where id = $1 and status = $12""",
                call.id(),
                reading.outcome(),
                spoken && reading.interest() != null ? reading.interest().name() : null,
                sealed(key, reading.summary()),
                sealed(key, reading.nextAction()),
                appointment,
                reading.quoteAmount(),
                cost,
                reading.by(),
                complete,
                now,
                call.state().status());
    }

    private static String sealed(SealKey key, String text) {
        return key == null || text == null ? null : key.seal(text);
    }
}
