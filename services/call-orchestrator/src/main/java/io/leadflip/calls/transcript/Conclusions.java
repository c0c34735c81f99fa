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

/// Ends a call and tells it, once: only a call that is being attempted can be concluded. Runs under
/// the call's lock.
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
        Reading nothing = new Reading(outcome, null, null, null, null, null, "facts", 0, 0);
        return conclude(call, nothing, false, true, null);
    }

    /// @param spoken whether the consumer was spoken to
    /// @param key seals the words; null when there are none
    Uni<Void> conclude(Call call, Reading reading, boolean spoken, boolean complete, SealKey key) {
        if (!(call.state() instanceof CallState.Attempting)) {
            return Uni.createFrom().voidItem();
        }
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
                where id = $1 and status = 'ATTEMPTING'""",
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
                now);
    }

    private static String sealed(SealKey key, String text) {
        return key == null || text == null ? null : key.seal(text);
    }
}
