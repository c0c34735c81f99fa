package io.leadflip.platform.work;

import io.leadflip.platform.deadletter.DeadLetters;
import io.leadflip.platform.deadletter.FailureText;
import io.leadflip.platform.deadletter.Letter;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// The work table as a dispatcher sees it: claim with lease and fence, then settle under the same
/// fence.
@ApplicationScoped
class WorkRows {
    /// Of every kind as much as there is room for, in turn; and when the next piece becomes due.
    /// The bound on `turn` keeps the scan off what is due later: no turn comes two minutes after
    /// its time. The rows are named by an array, because a planner that does not know the rooms
    /// takes them for hundreds, and would join them with the whole table.
    static final String CLAIM =
            """
            with wanted as (select * from unnest($1::text[], $2::int[]) wanted (kind, room)),
            due as materialized (
              select due.id from wanted cross join lateral (
                select id from work
                where kind = wanted.kind and state = 'OPEN' and due_at <= now()
                  and turn <= (extract(epoch from (now() - timestamptz '2000-01-01 00:00:00+00')) * 1000)::bigint + 120000
                  and (leased_until is null or leased_until < now())
                order by turn limit wanted.room for update skip locked) due),
            claimed as (
              update work set fence = fence + 1, attempts = attempts + 1, claims = claims + 1,
                leased_until = now() + $3::bigint * interval '1 millisecond'
              where work.id = any (array(select id from due))
              returning work.id, kind, key, payload, attempts, fence, claims, traceparent, turn)
            select (select ceil(extract(epoch from min(coming.due_at) - now()) * 1000)::bigint
                    from wanted cross join lateral (
                      select due_at from work where kind = wanted.kind and state = 'OPEN' and due_at > now()
                      order by due_at limit 1) coming),
                   id, kind, key, payload, attempts, fence, claims, traceparent
            from (values (0)) one (row) left join claimed on true order by turn""";

    private static final String EXTEND =
            """
            update work set leased_until = now() + $3::bigint * interval '1 millisecond'
            from unnest($1::uuid[], $2::bigint[]) held (id, fence)
            where work.id = held.id and work.fence = held.fence and state = 'OPEN'
              and leased_until is not null""";
    private static final String COMPLETE =
            "update work set state = 'DONE', leased_until = null, claims = 0 where id = $1 and fence = $2";
    private static final String POSTPONE =
            """
            update work set due_at = now() + $3::bigint * interval '1 millisecond', leased_until = null,
                last_error = $4, attempts = attempts - $5, claims = 0
            where id = $1 and fence = $2""";
    private static final String ABANDON =
            """
            update work set state = 'ABANDONED', leased_until = null, last_error = $3, claims = 0
            where id = $1 and fence = $2""";

    private final Transactions transactions;
    private final DeadLetters letters;
    private final Sql sql;

    WorkRows(Transactions transactions, DeadLetters letters, Sql sql) {
        this.letters = letters;
        this.transactions = transactions;
        this.sql = sql;
    }

    /// @param claims in a row that never ended, this one included
    record Claimed(WorkItem item, int claims, String traceparent) {}

    /// @param next how long until more becomes due; empty when nothing waits
    record Claim(List<Claimed> work, Optional<Duration> next) {}

    /// @param rooms how much of each kind
    Uni<Claim> claim(Map<String, Integer> rooms, Duration lease) {
        var kinds = rooms.keySet().toArray(String[]::new);
        var room = rooms.values().toArray(Integer[]::new);
        return transactions.apart(
                () -> sql.select(CLAIM, kinds, room, lease.toMillis()).map(WorkRows::claim));
    }

    /// A sign of life for everything in hand. What was lost meanwhile stays lost, and what was
    /// settled meanwhile is not taken in hand again.
    Uni<Void> extend(Collection<WorkItem> inHand, Duration lease) {
        var ids = inHand.stream().map(WorkItem::id).toArray(UUID[]::new);
        var fences = inHand.stream().map(WorkItem::fence).toArray(Long[]::new);
        return write(EXTEND, ids, fences, lease.toMillis());
    }

    Uni<Void> complete(WorkItem item) {
        return write(COMPLETE, item.id(), item.fence());
    }

    /// Not yet; the try does not count.
    Uni<Void> postpone(WorkItem item, Duration delay, String reason) {
        return write(
                POSTPONE, item.id(), item.fence(), delay.toMillis(), FailureText.of(reason), 1);
    }

    /// The try failed, and there will be another.
    Uni<Void> retry(WorkItem item, Duration delay, String reason) {
        return transactions.apart(
                () ->
                        sql.update(
                                        POSTPONE,
                                        item.id(),
                                        item.fence(),
                                        delay.toMillis(),
                                        FailureText.of(reason),
                                        0)
                                .chain(
                                        rows ->
                                                unlessLost(
                                                        rows,
                                                        () ->
                                                                letters.failed(
                                                                        letter(item),
                                                                        item.attempt(),
                                                                        reason))));
    }

    /// @param tellOwner runs in the same transaction, unless the work was lost
    Uni<Void> abandon(WorkItem item, String reason, Supplier<Uni<Void>> tellOwner) {
        return transactions.apart(
                () ->
                        sql.update(ABANDON, item.id(), item.fence(), FailureText.of(reason))
                                .chain(
                                        rows ->
                                                unlessLost(
                                                        rows,
                                                        () ->
                                                                bury(item, reason)
                                                                        .chain(tellOwner::get))));
    }

    private Uni<Void> bury(WorkItem item, String reason) {
        return letters.bury(letter(item), item.attempt(), reason);
    }

    private static Uni<Void> unlessLost(int rows, Supplier<Uni<Void>> step) {
        return rows == 0 ? Uni.createFrom().voidItem() : step.get();
    }

    private static Letter letter(WorkItem item) {
        return Letter.of(item.id(), item.kind(), item.key(), item.payload());
    }

    private Uni<Void> write(String statement, Object... arguments) {
        return transactions.apart(() -> sql.update(statement, arguments)).replaceWithVoid();
    }

    private static Claim claim(List<Row> rows) {
        var work = rows.stream().filter(row -> row.uuid(1) != null).map(WorkRows::claimed).toList();
        var next = Optional.ofNullable(rows.getFirst().bigint(0)).map(Duration::ofMillis);
        return new Claim(work, next);
    }

    private static Claimed claimed(Row row) {
        return new Claimed(
                new WorkItem(
                        row.uuid(1),
                        row.text(2),
                        row.text(3),
                        row.json(4),
                        row.integer(5),
                        row.bigint(6)),
                row.integer(7),
                row.text(8));
    }
}
