package io.leadflip.calls.dialing;

import io.leadflip.contracts.value.CallOutcome;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The attempts in Postgres. They are changed under the lock of their call only.
@ApplicationScoped
public class Attempts {
    private static final String SELECT =
            """
            select id, call_id, number, contact_key, decision_id, state, result, provider_call_sid, sealed_key,
                   sealed_brief, language, answered_by, last_sequence, started_at, answered_at, ended_at,
                   duration_seconds, token_expires_at, redeemed_at, opted_out_at, stop_reason, media_ended_at,
                   media_reason, media_last_number, media_usage, dialled, misses, missed_at
            from attempt """;
    private static final String UNRESOLVED =
            "state in ('DISPATCHING', 'DIALING', 'RINGING', 'IN_PROGRESS')";

    private final Sql sql;

    Attempts(Sql sql) {
        this.sql = sql;
    }

    public Uni<Optional<Attempt>> find(UUID id) {
        return sql.first(SELECT + " where id = $1", id).map(row -> row.map(Attempts::attempt));
    }

    public Uni<List<Attempt>> ofCall(UUID callId) {
        return sql.select(SELECT + " where call_id = $1 order by number", callId)
                .map(rows -> rows.stream().map(Attempts::attempt).toList());
    }

    Uni<Boolean> unresolved(String contactKey) {
        return sql.first(
                        "select 1 from attempt where contact_key = $1 and " + UNRESOLVED,
                        contactKey)
                .map(Optional::isPresent);
    }

    /// When the last attempt on this phone of which nobody knows whether it rings was begun.
    ///
    /// @param since attempts that were begun before do not ring any more
    Uni<Optional<Instant>> unknown(String contactKey, Instant since) {
        return sql.first(
                        """
                        select started_at from attempt
                        where contact_key = $1 and state = 'UNKNOWN' and started_at > $2
                        order by started_at desc limit 1""",
                        contactKey,
                        since)
                .map(row -> row.map(it -> it.instant(0)));
    }

    /// Whether there is an attempt of this number, or of a later one.
    Uni<Boolean> made(UUID callId, int number) {
        return sql.first(
                        "select 1 from attempt where call_id = $1 and number >= $2", callId, number)
                .map(Optional::isPresent);
    }

    /// Whether an answering machine took another attempt for this lead.
    public Uni<Boolean> messageLeft(UUID leadId, UUID otherThan) {
        return sql.first(
                        """
                        select 1 from attempt a join call c on c.id = a.call_id
                        where c.lead_id = $1 and a.result = 'VOICEMAIL' and a.id <> $2""",
                        leadId,
                        otherThan)
                .map(Optional::isPresent);
    }

    Uni<Integer> live() {
        return sql.first("select count(*) from attempt where " + UNRESOLVED)
                .map(row -> row.orElseThrow().integer(0));
    }

    Uni<Boolean> known(String sid) {
        return sql.first("select 1 from attempt where provider_call_sid = $1", sid)
                .map(Optional::isPresent);
    }

    Uni<Void> add(Attempt attempt) {
        return sql.update(
                        """
                        insert into attempt (id, call_id, number, contact_key, decision_id, state, sealed_key, sealed_brief,
                                             language, started_at)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)""",
                        attempt.id(),
                        attempt.callId(),
                        attempt.number(),
                        attempt.contactKey(),
                        attempt.decisionId(),
                        attempt.state().name(),
                        attempt.sealedKey(),
                        attempt.sealedBrief(),
                        attempt.language(),
                        attempt.startedAt())
                .replaceWithVoid();
    }

    /// Learns the provider's id, once.
    Uni<Boolean> adopt(Attempt attempt, String sid, Instant at) {
        return sql.update(
                        """
                        update attempt set provider_call_sid = $2, dialed_at = $3,
                               state = case when state = 'DISPATCHING' then 'DIALING' else state end
                        where id = $1 and provider_call_sid is null""",
                        attempt.id(),
                        sid,
                        at)
                .map(rows -> rows == 1);
    }

    Uni<Boolean> move(Attempt attempt, AttemptState next, Instant at) {
        return sql.update(
                        """
                        update attempt set state = $3,
                               answered_at = case when $3 = 'IN_PROGRESS' then $4::timestamptz else answered_at end
                        where id = $1 and state = $2""",
                        attempt.id(),
                        attempt.state().name(),
                        next.name(),
                        at)
                .map(rows -> rows == 1);
    }

    /// @param result null when the transcript is to decide
    /// @param dialled false when the provider provably did not dial
    Uni<Boolean> end(
            Attempt attempt, CallOutcome result, int seconds, boolean dialled, Instant at) {
        return sql.update(
                        """
                        update attempt set state = 'ENDED', result = $3::text, duration_seconds = $4, dialled = $5, ended_at = $6
                        where id = $1 and state = $2""",
                        attempt.id(),
                        attempt.state().name(),
                        result,
                        seconds,
                        dialled,
                        at)
                .map(rows -> rows == 1);
    }

    /// Notes a numbered report; false when it was noted before.
    Uni<Boolean> report(Attempt attempt, int sequence, ProviderStatus status, Instant at) {
        return sql.update(
                        """
                        insert into provider_event (attempt_id, sequence, status, received_at) values ($1, $2, $3, $4)
                        on conflict do nothing""",
                        attempt.id(),
                        sequence,
                        status,
                        at)
                .call(
                        added ->
                                sql.update(
                                        "update attempt set last_sequence = greatest(last_sequence, $2) where id = $1",
                                        attempt.id(),
                                        sequence))
                .map(added -> added == 1);
    }

    /// Once a machine, always a machine: who was left a message does not turn into a person.
    public Uni<Void> answeredBy(UUID id, String who) {
        return sql.update(
                        """
                        update attempt set answered_by = $2
                        where id = $1 and (answered_by is null or answered_by not in ('machine_words', 'fax'))""",
                        id,
                        who)
                .replaceWithVoid();
    }

    /// Notes an opt-out, once; false when it was noted before.
    Uni<Boolean> optedOut(UUID id, Instant at) {
        return sql.update(
                        "update attempt set opted_out_at = $2 where id = $1 and opted_out_at is null",
                        id,
                        at)
                .map(rows -> rows == 1);
    }

    public Uni<Void> stopping(UUID id, String reason) {
        return sql.update(
                        "update attempt set stop_reason = coalesce(stop_reason, $2) where id = $1",
                        id,
                        reason)
                .replaceWithVoid();
    }

    /// The same expiry for everybody who asks, so that the token is the same too.
    public Uni<Instant> tokenExpiry(UUID id, Instant wanted) {
        return sql.first(
                        """
                        update attempt set token_expires_at = coalesce(token_expires_at, $2) where id = $1
                        returning token_expires_at""",
                        id,
                        wanted)
                .map(row -> row.orElseThrow().instant(0));
    }

    /// Takes the stream token, once.
    public Uni<Boolean> redeem(UUID id, String streamSid, String bridgeId, Instant at) {
        return sql.update(
                        """
                        update attempt set redeemed_at = $2, stream_sid = $3, bridge_id = $4
                        where id = $1 and redeemed_at is null and state in ('DISPATCHING', 'DIALING', 'RINGING', 'IN_PROGRESS')""",
                        id,
                        at,
                        streamSid,
                        bridgeId)
                .map(rows -> rows == 1);
    }

    public Uni<Boolean> mediaEnded(
            UUID id, String reason, int number, io.vertx.core.json.JsonObject usage, Instant at) {
        return sql.update(
                        """
                        update attempt set media_ended_at = $2, media_reason = $3, media_last_number = $4, media_usage = $5::jsonb
                        where id = $1 and media_ended_at is null""",
                        id,
                        at,
                        reason,
                        number,
                        usage)
                .map(rows -> rows == 1);
    }

    Uni<Void> missed(UUID id, Instant at) {
        return sql.update(
                        "update attempt set misses = misses + 1, missed_at = $2 where id = $1",
                        id,
                        at)
                .replaceWithVoid();
    }

    public Uni<Void> result(UUID id, CallOutcome outcome) {
        return sql.update(
                        "update attempt set result = $2 where id = $1 and result is null",
                        id,
                        outcome)
                .replaceWithVoid();
    }

    private static Attempt attempt(Row row) {
        return new Attempt(
                row.uuid(0),
                row.uuid(1),
                row.integer(2),
                row.text(3),
                row.uuid(4),
                AttemptState.of(AttemptState.Name.valueOf(row.text(5))),
                row.text(6) == null ? null : CallOutcome.valueOf(row.text(6)),
                row.text(7),
                row.text(8),
                row.text(9),
                row.text(10),
                row.text(11),
                row.integer(12),
                row.instant(13),
                row.instant(14),
                row.instant(15),
                row.integer(16),
                row.instant(17),
                row.instant(18),
                row.instant(19),
                row.text(20),
                row.instant(21),
                row.text(22),
                row.integer(23),
                row.json(24),
                row.bool(25),
                row.integer(26),
                row.instant(27));
    }
}
