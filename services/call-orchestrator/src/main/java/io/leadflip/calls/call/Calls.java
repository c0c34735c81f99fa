package io.leadflip.calls.call;

import io.leadflip.contracts.event.CallFact.CallRequested;
import io.leadflip.contracts.value.CallPurpose;
import io.leadflip.contracts.value.CallStatus;
import io.leadflip.contracts.value.Party;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The calls in Postgres. The row lock of a call is the one mutex for everything that happens to
/// it.
@ApplicationScoped
public class Calls {
    private static final String SELECT =
            """
            select id, lead_id, match_id, business_id, purpose, requested_by, requested_at, not_before, contact_key, status
            from call """;
    private static final String OPEN =
            " status in ('REQUESTED', 'SCHEDULED', 'ATTEMPTING') order by id for update";

    private final Sql sql;

    Calls(Sql sql) {
        this.sql = sql;
    }

    Uni<Boolean> add(CallRequested fact) {
        return sql.update(
                        """
                        insert into call (id, lead_id, match_id, business_id, purpose, requested_by, requested_at, not_before)
                        values ($1, $2, $3, $4, $5, $6, $7, $8::timestamptz) on conflict (id) do nothing""",
                        fact.callId(),
                        fact.leadId(),
                        fact.matchId(),
                        fact.businessId(),
                        fact.purpose(),
                        fact.requestedBy(),
                        fact.requestedAt(),
                        fact.notBefore())
                .map(rows -> rows == 1);
    }

    public Uni<Optional<Call>> find(UUID id) {
        return sql.first(SELECT + " where id = $1", id).map(row -> row.map(Calls::call));
    }

    /// Reads the call and keeps everybody else from changing it until the transaction ends.
    public Uni<Optional<Call>> lock(UUID id) {
        return sql.first(SELECT + " where id = $1 for update", id).map(row -> row.map(Calls::call));
    }

    /// Everybody else who names the same waits until the transaction ends.
    public Uni<Void> alone(String name) {
        return sql.select("select pg_advisory_xact_lock(hashtextextended($1, 0))", name)
                .replaceWithVoid();
    }

    /// Keeps the phone from being dialled meanwhile, too.
    public Uni<List<Call>> lockOpenOfContact(String contactKey) {
        return alone(contactKey)
                .chain(() -> sql.select(SELECT + " where contact_key = $1 and" + OPEN, contactKey))
                .map(Calls::calls);
    }

    /// Whether another call to this phone has an attempt that goes on, or that is over and not read
    /// yet: what was said in it may forbid the next.
    public Uni<Boolean> underWay(String contactKey, UUID otherThan) {
        return sql.first(
                        "select 1 from call where contact_key = $1 and id <> $2 and status = 'ATTEMPTING'",
                        contactKey,
                        otherThan)
                .map(Optional::isPresent);
    }

    Uni<List<Call>> lockOpenOfLead(UUID leadId) {
        return sql.select(SELECT + " where lead_id = $1 and" + OPEN, leadId).map(Calls::calls);
    }

    Uni<List<Call>> lockOpenOfMatch(UUID matchId) {
        return sql.select(SELECT + " where match_id = $1 and" + OPEN, matchId).map(Calls::calls);
    }

    Uni<List<Call>> lockOpen(UUID callId) {
        return sql.select(SELECT + " where id = $1 and" + OPEN, callId).map(Calls::calls);
    }

    /// Calls with an attempt under way; of a business or with a purpose where one is given.
    public Uni<List<Call>> lockAttempting(UUID businessId, CallPurpose purpose) {
        return sql.select(
                        SELECT
                                + """

                                where status = 'ATTEMPTING' and ($1::uuid is null or business_id = $1)
                                  and ($2::text is null or purpose = $2) order by id for update""",
                        businessId,
                        purpose)
                .map(Calls::calls);
    }

    /// Compare-and-set; false when the call is no longer where it was read.
    public Uni<Boolean> move(Call call, CallState next) {
        return sql.update(
                        "update call set status = $3, updated_at = now() where id = $1 and status = $2",
                        call.id(),
                        call.state().status(),
                        next.status())
                .map(rows -> rows == 1);
    }

    public Uni<Void> due(Call call, Instant at) {
        return sql.update("update call set due_at = $2 where id = $1", call.id(), at)
                .replaceWithVoid();
    }

    public Uni<Void> reaches(Call call, String contactKey) {
        return sql.update(
                        "update call set contact_key = $2 where id = $1 and contact_key is distinct from $2",
                        call.id(),
                        contactKey)
                .replaceWithVoid();
    }

    Uni<Void> cancelReason(Call call, String reason) {
        return sql.update("update call set cancel_reason = $2 where id = $1", call.id(), reason)
                .replaceWithVoid();
    }

    /// Whether somebody with this key asked this service not to be contacted.
    public Uni<Boolean> suppressed(String contactKey) {
        return sql.first("select 1 from suppression where contact_key = $1", contactKey)
                .map(Optional::isPresent);
    }

    public Uni<Void> suppress(String contactKey, String reason, Instant at) {
        return sql.update(
                        "insert into suppression (contact_key, reason, suppressed_at) values ($1, $2, $3) on conflict do nothing",
                        contactKey,
                        reason,
                        at)
                .replaceWithVoid();
    }

    private static List<Call> calls(List<Row> rows) {
        return rows.stream().map(Calls::call).toList();
    }

    private static Call call(Row row) {
        return new Call(
                row.uuid(0),
                row.uuid(1),
                row.uuid(2),
                row.uuid(3),
                CallPurpose.valueOf(row.text(4)),
                Party.valueOf(row.text(5)),
                row.instant(6),
                row.instant(7),
                row.text(8),
                CallState.of(CallStatus.valueOf(row.text(9))));
    }
}
