package io.leadflip.calls.transfer;

import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The transfers in Postgres. They are changed under the lock of their call only, and move forward.
@ApplicationScoped
public class Transfers {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Sql sql;

    Transfers(Sql sql) {
        this.sql = sql;
    }

    public Uni<Optional<Transfer>> find(UUID attemptId) {
        return sql.first(
                        "select state, connected_at, seconds from transfer where attempt_id = $1",
                        attemptId)
                .map(row -> row.map(Transfers::transfer));
    }

    private static Transfer transfer(Row row) {
        return new Transfer(Transfer.State.valueOf(row.text(0)), row.instant(1), row.integer(2));
    }

    /// The first answer counts.
    ///
    /// @param pack whose rules decided
    Uni<Void> asked(UUID attemptId, TransferVerdict verdict, String pack, Instant at) {
        TransferRefusal reason =
                verdict instanceof TransferVerdict.Task(TransferRefusal why) ? why : null;
        return sql.update(
                        """
                        insert into transfer (attempt_id, state, reason, pack, decided_at) values ($1, $2, $3::text, $4, $5)
                        on conflict do nothing""",
                        attemptId,
                        reason == null ? Transfer.State.AGREED : Transfer.State.REFUSED,
                        reason == null ? null : reason.code(),
                        pack,
                        at)
                .replaceWithVoid();
    }

    /// It was agreed on, and is not possible any more.
    Uni<Void> refused(UUID attemptId, TransferRefusal reason, String pack) {
        return sql.update(
                        """
                        update transfer set state = 'REFUSED', reason = $2, pack = $3
                        where attempt_id = $1 and state in ('AGREED', 'DIALLING')""",
                        attemptId,
                        reason.code(),
                        pack)
                .replaceWithVoid();
    }

    Uni<Void> dialling(UUID attemptId, String lineKey, String pack, Instant at) {
        return sql.update(
                        """
                        update transfer set state = 'DIALLING', line_key = $2, pack = $3, dialled_at = $4
                        where attempt_id = $1 and state = 'AGREED'""",
                        attemptId,
                        lineKey,
                        pack,
                        at)
                .replaceWithVoid();
    }

    /// Somebody at the business took the call.
    public Uni<Void> connected(UUID attemptId, Instant at) {
        return sql.update(
                        """
                        update transfer set state = 'CONNECTED', connected_at = $2
                        where attempt_id = $1 and state = 'DIALLING'""",
                        attemptId,
                        at)
                .replaceWithVoid();
    }

    /// The business's leg is over. Whether the two were put together is told separately, or never;
    /// until then they count as having talked when somebody took the call.
    public Uni<Void> legOver(UUID attemptId, int seconds) {
        return sql.update(
                        """
                        update transfer set seconds = greatest($2, coalesce(seconds, 0))
                        where attempt_id = $1 and state in ('DIALLING', 'CONNECTED', 'UNANSWERED', 'ENDED')""",
                        attemptId,
                        seconds)
                .replaceWithVoid();
    }

    /// They talked. Nothing changes when nobody had taken the call: a machine answered it.
    ///
    /// @param seconds of the business's leg
    public Uni<Void> ended(UUID attemptId, int seconds, Instant at) {
        return sql.update(
                        """
                        update transfer set state = 'ENDED', connected_at = coalesce(connected_at, $2), ended_at = $2,
                               seconds = greatest($3, coalesce(seconds, 0))
                        where attempt_id = $1 and state in ('CONNECTED', 'ENDED')""",
                        attemptId,
                        at,
                        seconds)
                .replaceWithVoid();
    }

    /// Nobody came. Nothing changes when they have talked.
    ///
    /// @param seconds of the business's leg; 0 when nobody answered there
    public Uni<Void> unanswered(UUID attemptId, int seconds, Instant at) {
        return sql.update(
                        """
                        update transfer set state = 'UNANSWERED', ended_at = $2, seconds = $3
                        where attempt_id = $1 and state in ('DIALLING', 'CONNECTED')""",
                        attemptId,
                        at,
                        seconds)
                .replaceWithVoid();
    }

    /// How much a phone is put through to.
    record Load(boolean busy, int withinHour) {}

    /// @param attemptId which does not count against itself
    Uni<Load> load(String lineKey, UUID attemptId, Instant now) {
        return sql.first(
                        """
                        select coalesce(bool_or(t.state in ('DIALLING', 'CONNECTED')
                                 and a.state in ('DISPATCHING', 'DIALING', 'RINGING', 'IN_PROGRESS')), false),
                               count(*) filter (where t.dialled_at > $3)
                        from transfer t join attempt a on a.id = t.attempt_id
                        where t.line_key = $1 and t.attempt_id <> $2 and t.dialled_at > $4""",
                        lineKey,
                        attemptId,
                        now.minus(HOUR),
                        now.minus(HOUR.multipliedBy(24)))
                .map(row -> row.map(it -> new Load(it.bool(0), it.integer(1))).orElseThrow());
    }
}
