package io.leadflip.calls.recording;

import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// Recordings and what they rest on, in Postgres. Every change names the states it may follow, so
/// late, repeated and reordered reports do no harm.
@ApplicationScoped
class Recordings {
    private static final String SELECT =
            """
            select r.attempt_id, r.state, d.heard_by, d.notice_heard_ms, d.affirmed_ms, r.provider_sid, r.asks, r.wanted_at,
                   r.asked_at, r.started_at, r.duration_seconds, r.delete_after
            from recording r join recording_decision d on d.id = r.decision_id""";

    private final Sql sql;

    Recordings(Sql sql) {
        this.sql = sql;
    }

    /// The opening of this attempt asks for leave; noted once.
    Uni<Boolean> asks(UUID attemptId, UUID consentId, Instant at) {
        return sql.update(
                        """
                        insert into recording_question (attempt_id, consent_id, asked_at) values ($1, $2, $3)
                        on conflict do nothing""",
                        attemptId,
                        consentId,
                        at)
                .map(rows -> rows == 1);
    }

    Uni<Boolean> asked(UUID attemptId) {
        return sql.first("select 1 from recording_question where attempt_id = $1", attemptId)
                .map(Optional::isPresent);
    }

    /// Keeps a decision for good.
    ///
    /// @return its id
    Uni<UUID> decided(
            UUID attemptId, Affirmation affirmation, RecordingVerdict verdict, Instant at) {
        UUID id = Identifiers.next();
        UUID consent =
                verdict instanceof RecordingVerdict.Record(UUID consentId) ? consentId : null;
        String[] reasons =
                verdict instanceof RecordingVerdict.DoNot(List<RecordingRefusal> all)
                        ? all.stream().map(RecordingRefusal::code).toArray(String[]::new)
                        : new String[0];
        return sql.update(
                        """
                        insert into recording_decision
                          (id, attempt_id, heard_by, notice_heard_ms, affirmed_ms, consent_id, verdict, reasons, decided_at)
                        values ($1, $2, $3::text, $4::bigint, $5::bigint, $6::uuid, $7, $8, $9)""",
                        id,
                        attemptId,
                        affirmation.by(),
                        affirmation.noticeHeardMs(),
                        affirmation.affirmedMs(),
                        consent,
                        consent == null ? "DO_NOT" : "RECORD",
                        reasons,
                        at)
                .replaceWith(id);
    }

    Uni<Void> add(UUID attemptId, UUID decisionId, Instant at, Instant deleteAfter) {
        return sql.update(
                        """
                        insert into recording (attempt_id, decision_id, state, wanted_at, delete_after)
                        values ($1, $2, 'WANTED', $3, $4)""",
                        attemptId,
                        decisionId,
                        at,
                        deleteAfter)
                .replaceWithVoid();
    }

    Uni<Optional<Recording>> find(UUID attemptId) {
        return sql.first(SELECT + " where r.attempt_id = $1", attemptId)
                .map(row -> row.map(Recordings::recording));
    }

    /// By attempt.
    Uni<Map<UUID, Recording>> ofCall(UUID callId) {
        return sql.select(
                        SELECT + " join attempt a on a.id = r.attempt_id where a.call_id = $1",
                        callId)
                .map(
                        rows ->
                                rows.stream()
                                        .collect(
                                                Collectors.toMap(
                                                        row -> row.uuid(0),
                                                        Recordings::recording)));
    }

    /// Attempts of a phone whose call is being recorded, or about to be.
    Uni<List<UUID>> running(String contactKey) {
        return sql.select(
                        """
                        select r.attempt_id from recording r join attempt a on a.id = r.attempt_id
                        where a.contact_key = $1 and r.state in ('WANTED', 'STARTING', 'RECORDING') order by 1""",
                        contactKey)
                .map(rows -> rows.stream().map(row -> row.uuid(0)).toList());
    }

    private static Recording recording(Row row) {
        return new Recording(
                Recording.State.valueOf(row.text(1)),
                new Affirmation(Affirmation.By.valueOf(row.text(2)), row.bigint(3), row.bigint(4)),
                row.text(5),
                row.integer(6),
                row.instant(7),
                row.instant(8),
                row.instant(9),
                row.integer(10),
                row.instant(11));
    }

    /// The provider is about to be asked.
    ///
    /// @param asks how often it was before; a claimer who knows less has lost the work
    Uni<Boolean> asking(UUID attemptId, int asks, Instant at) {
        return sql.update(
                        """
                        update recording set state = 'STARTING', asks = asks + 1, asked_at = $3
                        where attempt_id = $1 and state in ('WANTED', 'STARTING') and asks = $2""",
                        attemptId,
                        asks,
                        at)
                .map(rows -> rows == 1);
    }

    /// The provider was asked, and surely does not record.
    Uni<Void> notAsked(UUID attemptId) {
        return sql.update(
                        "update recording set state = 'WANTED' where attempt_id = $1 and state = 'STARTING'",
                        attemptId)
                .replaceWithVoid();
    }

    /// It goes on; the provider's id is learnt once.
    Uni<Boolean> began(UUID attemptId, String sid, Instant at) {
        return sql.update(
                        """
                        update recording set state = 'RECORDING', provider_sid = $2, started_at = $3
                        where attempt_id = $1 and state in ('WANTED', 'STARTING')""",
                        attemptId,
                        sid,
                        at)
                .map(rows -> rows == 1);
    }

    Uni<Boolean> over(UUID attemptId, String sid, int seconds, Instant at) {
        return sql.update(
                        """
                        update recording set state = 'KEPT', provider_sid = coalesce(provider_sid, $2), duration_seconds = $3::int,
                               started_at = coalesce(started_at, $4::timestamptz - $3::int * interval '1 second'), ended_at = $4
                        where attempt_id = $1 and state in ('WANTED', 'STARTING', 'RECORDING')""",
                        attemptId,
                        sid,
                        seconds,
                        at)
                .map(rows -> rows == 1);
    }

    Uni<Boolean> failed(UUID attemptId, String failure) {
        return sql.update(
                        """
                        update recording set state = 'FAILED', failure = $2
                        where attempt_id = $1 and state in ('WANTED', 'STARTING', 'RECORDING')""",
                        attemptId,
                        failure)
                .map(rows -> rows == 1);
    }

    /// It is to be deleted; what was never begun is deleted already.
    Uni<Boolean> unwanted(UUID attemptId, DeletionReason reason, Instant at) {
        return sql.update(
                        """
                        update recording set deletion = $2, state = case state when 'WANTED' then 'DELETED' else 'DELETING' end,
                               deleted_at = case state when 'WANTED' then $3::timestamptz end
                        where attempt_id = $1 and state in ('WANTED', 'STARTING', 'RECORDING', 'KEPT')""",
                        attemptId,
                        reason,
                        at)
                .map(rows -> rows == 1);
    }

    /// The provider tells of another one than was deleted, or of one that it had refused.
    Uni<Boolean> reopened(UUID attemptId, String sid) {
        return sql.update(
                        """
                        update recording set state = 'DELETING', deleted_at = null, provider_sid = $2, deletion = coalesce(deletion, $3)
                        where attempt_id = $1 and (state = 'DELETED' and provider_sid is distinct from $2 or state = 'FAILED')""",
                        attemptId,
                        sid,
                        DeletionReason.IN_DOUBT)
                .map(rows -> rows == 1);
    }

    Uni<Boolean> deleted(UUID attemptId, Instant at) {
        return sql.update(
                        "update recording set state = 'DELETED', deleted_at = $2 where attempt_id = $1 and state = 'DELETING'",
                        attemptId,
                        at)
                .map(rows -> rows == 1);
    }
}
