package io.leadflip.platform.work;

import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/// The work table as the dispatcher sees it: claim with lease and fence, then settle under the same
/// fence.
@ApplicationScoped
class WorkRows {
    private static final String CLAIM =
            """
            update work set fence = fence + 1, attempts = attempts + 1,
                leased_until = now() + $3::bigint * interval '1 millisecond'
            where id in (
              select id from work
              where kind = $1 and state = 'OPEN' and due_at <= now()
                and (leased_until is null or leased_until < now())
              order by due_at limit $2 for update skip locked)
            returning id, kind, key, payload, attempts, fence, traceparent""";
    private static final String COMPLETE =
            "update work set state = 'DONE', leased_until = null where id = $1 and fence = $2";
    private static final String POSTPONE =
            """
            update work set due_at = now() + $3::bigint * interval '1 millisecond', leased_until = null,
                last_error = $4, attempts = attempts - $5
            where id = $1 and fence = $2""";
    private static final String ABANDON =
            """
            with abandoned as (
              update work set state = 'ABANDONED', leased_until = null, last_error = $3
              where id = $1 and fence = $2 returning kind, key, payload, attempts)
            insert into dead_letter (id, origin, name, payload, reason, attempts)
            select $4, 'WORK', kind, jsonb_build_object('key', key, 'payload', payload), $3, attempts
            from abandoned""";

    private final Transactions transactions;
    private final Sql sql;

    WorkRows(Transactions transactions, Sql sql) {
        this.transactions = transactions;
        this.sql = sql;
    }

    record Claimed(WorkItem item, String traceparent) {}

    Uni<List<Claimed>> claim(String kind, int limit, Duration lease) {
        return transactions.apart(
                () ->
                        sql.select(CLAIM, kind, limit, lease.toMillis())
                                .map(rows -> rows.stream().map(WorkRows::claimed).toList()));
    }

    Uni<Void> complete(WorkItem item) {
        return write(COMPLETE, item.id(), item.fence());
    }

    /// @param failed whether the try counts
    Uni<Void> postpone(WorkItem item, Duration delay, String reason, boolean failed) {
        return write(POSTPONE, item.id(), item.fence(), delay.toMillis(), reason, failed ? 0 : 1);
    }

    Uni<Void> abandon(WorkItem item, String reason) {
        return write(ABANDON, item.id(), item.fence(), reason, Identifiers.next());
    }

    private Uni<Void> write(String statement, Object... arguments) {
        return transactions.apart(() -> sql.update(statement, arguments)).replaceWithVoid();
    }

    private static Claimed claimed(Row row) {
        return new Claimed(
                new WorkItem(
                        row.uuid(0),
                        row.text(1),
                        row.text(2),
                        row.json(3),
                        row.integer(4),
                        row.bigint(5)),
                row.text(6));
    }
}
