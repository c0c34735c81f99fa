package io.leadflip.platform.outbox;

import io.leadflip.platform.outbox.OutboxProgress.Horizon;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The relay's side of the outbox tables, on one connection inside one transaction.
final class OutboxRounds {
    /// The round's statements are planned once a connection: left to itself, Postgres plans those
    /// over partitions anew in every round, which costs more than running them.
    private static final String LOCK =
            """
            select pg_try_advisory_xact_lock(hashtext(current_schema() || '.outbox')),
                   set_config('plan_cache_mode', 'force_generic_plan', true)""";

    private static final String LAST_POSITION =
            "select case when is_called then last_value else 0 end from outbox_position";

    /// Gives the round's transaction an id: higher than that of any transaction that has one. (The
    /// snapshot's `xmax` would not do; it only looks at transactions that have ended.)
    private static final String OWN_TRANSACTION = "select pg_current_xact_id()::text::bigint";

    private static final String LATEST =
            """
            select coalesce(round, 0), coalesce(mark, 0), coalesce(floor, 0),
                   coalesce(beyond::text, '{}'),
                   coalesce(horizon_position, 0), coalesce(horizon_transaction, 0),
                   pg_snapshot_xmin(pg_current_snapshot())::text::bigint
            from (values (1)) one
            left join (select * from outbox_round order by round desc limit 1) latest on true""";

    private static final String UNTOLD =
            """
            select position, id, type, domain, subject, sequence, partition_key, time, traceparent, data,
                   extract(epoch from clock_timestamp() - appended_at) as age
            from outbox where position > $1 and not position <@ $2::text::int8multirange
            order by position limit $3""";

    /// Losing the last rounds in a crash of Postgres only means telling them again.
    private static final String DO_NOT_WAIT_FOR_DISK = "set local synchronous_commit = off";

    private static final String NOTE =
            """
            insert into outbox_round
                (round, mark, floor, beyond, horizon_position, horizon_transaction)
            values ($1, $1, $2, $3::text::int8multirange, $4, $5)""";
    private static final String GO_BACK =
            """
            insert into outbox_round
                (round, mark, floor, beyond, horizon_position, horizon_transaction)
            select $1, $2, floor, beyond, horizon_position, horizon_transaction
            from outbox_round where round = $2""";

    /// From the beginning of a day on, where a partition begins: its first row is the one. To look
    /// for a moment within the day would mean to read the day.
    private static final String GO_BACK_BY_TIME =
            """
            insert into outbox_round
                (round, mark, floor, beyond, horizon_position, horizon_transaction)
            values ($1, $2, least($3, (select min(position) - 1 from outbox
                where appended_at >= date_trunc('day', now() - $4::bigint * interval '1 second', 'UTC'))), '{}', 0, 0)""";

    private final SqlConnection connection;

    OutboxRounds(SqlConnection connection) {
        this.connection = connection;
    }

    /// @param round number of the last round that is known here
    /// @param mark what the streams must show for `progress` to hold
    /// @param oldestRunning no transaction with a smaller id is still running
    record Latest(long round, long mark, OutboxProgress progress, long oldestRunning) {}

    /// The state of telling; empty while another process is telling.
    Uni<Optional<Latest>> latest() {
        return Uni.join()
                .all(
                        connection.preparedQuery(LOCK).execute(),
                        connection.preparedQuery(LATEST).execute())
                .andFailFast()
                .map(
                        results ->
                                first(results.get(0)).getBoolean(0)
                                        ? Optional.of(latest(first(results.get(1))))
                                        : Optional.empty());
    }

    private static Latest latest(Row row) {
        return new Latest(
                row.getLong(0),
                row.getLong(1),
                new OutboxProgress(
                        row.getLong(2),
                        PositionSet.parse(row.getString(3)),
                        new Horizon(row.getLong(4), row.getLong(5))),
                row.getLong(6));
    }

    /// For the rounds to come. The transaction's id must be taken later than the position is read;
    /// one connection works its statements off in their order.
    Uni<Horizon> horizon() {
        return Uni.join()
                .all(
                        connection.preparedQuery(LAST_POSITION).execute(),
                        connection.preparedQuery(OWN_TRANSACTION).execute())
                .andFailFast()
                .map(
                        results ->
                                new Horizon(
                                        first(results.get(0)).getLong(0),
                                        first(results.get(1)).getLong(0)));
    }

    Uni<List<UntoldFact>> untold(OutboxProgress progress, int limit) {
        return connection
                .preparedQuery(UNTOLD)
                .execute(Tuple.of(progress.floor(), progress.beyond().toString(), limit))
                .map(OutboxRounds::facts);
    }

    private static List<UntoldFact> facts(RowSet<Row> rows) {
        var facts = new ArrayList<UntoldFact>(rows.size());
        rows.forEach(row -> facts.add(UntoldFact.of(row)));
        return facts;
    }

    Uni<Void> note(long round, OutboxProgress progress) {
        return Uni.join()
                .all(
                        connection.query(DO_NOT_WAIT_FOR_DISK).execute(),
                        connection
                                .preparedQuery(NOTE)
                                .execute(
                                        Tuple.of(
                                                round,
                                                progress.floor(),
                                                progress.beyond().toString(),
                                                progress.horizon().position(),
                                                progress.horizon().transaction())))
                .andFailFast()
                .replaceWithVoid();
    }

    /// Returns to the state after round `mark`; when that is not known any more, everything since
    /// the beginning of the day (UTC) on which `window` ago fell counts as untold.
    Uni<Void> goBack(Latest latest, long mark, Duration window) {
        return connection
                .preparedQuery(GO_BACK)
                .execute(Tuple.of(latest.round() + 1, mark))
                .chain(
                        copied ->
                                copied.rowCount() > 0
                                        ? Uni.createFrom().voidItem()
                                        : goBackByTime(latest, mark, window));
    }

    private Uni<Void> goBackByTime(Latest latest, long mark, Duration window) {
        return connection
                .preparedQuery(GO_BACK_BY_TIME)
                .execute(
                        Tuple.of(
                                latest.round() + 1,
                                mark,
                                latest.progress().floor(),
                                window.toSeconds()))
                .replaceWithVoid();
    }

    private static Row first(RowSet<Row> rows) {
        return rows.iterator().next();
    }
}
