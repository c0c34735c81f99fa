package io.leadflip.platform.outbox;

import io.leadflip.contracts.event.EventEntry;
import io.leadflip.contracts.event.EventStreams;
import io.leadflip.contracts.event.EventType;
import io.leadflip.contracts.event.Source;
import io.leadflip.platform.Service;
import io.leadflip.platform.stream.StreamConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.redis.client.ResponseType;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/// One publishing round: take the lock, read what is unpublished in order, `XADD` it in one
/// pipeline, note the round on it.
///
/// Dying between `XADD` and commit publishes again with the same ids, which inboxes recognise.
///
/// Rounds are numbered. Behind a round's facts, in the same pipeline, its number is written beside
/// the streams as a mark; no kind of Redis persistence can keep the mark and lose the facts before
/// it. A mark below the highest round this database remembers therefore means that Redis lost
/// facts: everything of later rounds is told again.
@ApplicationScoped
class OutboxPublisher {
    private static final Logger LOG = Logger.getLogger(OutboxPublisher.class);

    private static final String LOCK =
            "select pg_try_advisory_xact_lock(hashtext(current_schema() || '.outbox'))";
    private static final String LAST_ROUND = "select coalesce(max(round), 0) from outbox";
    private static final String NEXT_ROUND = "select nextval('outbox_round_number')";
    private static final String UNPUBLISHED =
            """
            select position, id, type, subject, sequence, partition_key, time, traceparent, data
            from outbox where published_at is null order by position limit $1""";
    private static final String NOTE_ROUND =
            "update outbox set published_at = now(), round = $2 where position = any($1)";
    private static final String FORGET_ROUNDS =
            """
            update outbox set published_at = null, round = null
            where round > $1 and published_at > now() - $2::bigint * interval '1 second'""";
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    private final Pool pool;
    private final Redis redis;
    private final OutboxConfig config;
    private final EventStreams streams;
    private final Source source;
    private final String markKey;

    OutboxPublisher(
            Pool pool, Redis redis, OutboxConfig config, StreamConfig stream, Service service) {
        this.pool = pool;
        this.redis = redis;
        this.config = config;
        this.streams = stream.streams();
        this.source = service.service();
        this.markKey = stream.prefix() + ":published:" + service.schema();
    }

    /// @return facts published; 0 as well when another process is publishing
    Uni<Integer> publish() {
        return pool.withTransaction(
                connection ->
                        connection
                                .query(LOCK)
                                .execute()
                                .map(rows -> rows.iterator().next().getBoolean(0))
                                .chain(locked -> locked ? publishLocked(connection) : nothing()));
    }

    private Uni<Integer> publishLocked(SqlConnection connection) {
        return Uni.combine()
                .all()
                .unis(lastRound(connection), markInRedis())
                .asTuple()
                .chain(
                        known ->
                                known.getItem2() < known.getItem1()
                                        ? forget(connection, known.getItem2())
                                        : nothing())
                .chain(forgotten -> forgotten > 0 ? again() : publishUnpublished(connection));
    }

    private Uni<Long> lastRound(SqlConnection connection) {
        return connection.query(LAST_ROUND).execute().map(OutboxPublisher::number);
    }

    private Uni<Long> markInRedis() {
        return redis.send(Request.cmd(Command.GET).arg(markKey))
                .ifNoItem()
                .after(ANSWER_WITHIN)
                .fail()
                .map(reply -> reply == null ? 0L : Long.parseLong(reply.toString()));
    }

    /// A transaction of its own: only once forgetting is committed may a later round write a higher
    /// mark.
    private Uni<Integer> forget(SqlConnection connection, long mark) {
        return connection
                .preparedQuery(FORGET_ROUNDS)
                .execute(Tuple.of(mark, config.replayWindow().toSeconds()))
                .map(RowSet::rowCount)
                .invoke(count -> LOG.warnf("Redis lost facts; %d are told again", count));
    }

    /// Looks like a full batch, so that the relay comes again at once.
    private Uni<Integer> again() {
        return Uni.createFrom().item(config.batchSize());
    }

    private Uni<Integer> publishUnpublished(SqlConnection connection) {
        return connection
                .preparedQuery(UNPUBLISHED)
                .execute(Tuple.of(config.batchSize()))
                .chain(rows -> rows.size() == 0 ? nothing() : publishRows(connection, rows));
    }

    private Uni<Integer> publishRows(SqlConnection connection, RowSet<Row> rows) {
        return connection
                .query(NEXT_ROUND)
                .execute()
                .map(OutboxPublisher::number)
                .call(round -> send(rows, round))
                .call(round -> noteRound(connection, rows, round))
                .replaceWith(rows.size());
    }

    private Uni<Void> send(RowSet<Row> rows, long round) {
        var commands = new ArrayList<Request>();
        rows.forEach(row -> commands.add(add(row)));
        commands.add(Request.cmd(Command.SET).arg(markKey).arg(Long.toString(round)));
        return redis.batch(commands)
                .ifNoItem()
                .after(ANSWER_WITHIN)
                .fail()
                .invoke(OutboxPublisher::requireAccepted)
                .replaceWithVoid();
    }

    private Request add(Row row) {
        var type = EventType.ofWire(row.getString("type")).orElseThrow();
        var entry =
                EventEntry.of(
                        row.getUUID("id"),
                        source,
                        type,
                        row.get(OffsetDateTime.class, "time").toInstant(),
                        row.getString("subject"),
                        row.getString("partition_key"),
                        row.getLong("sequence"),
                        row.getString("traceparent"),
                        row.getString("data"));
        var request =
                Request.cmd(Command.XADD)
                        .arg(streams.of(type.domain(), row.getString("partition_key")))
                        .arg("*");
        entry.fields().forEach((name, value) -> request.arg(name).arg(value));
        return request;
    }

    /// A pipeline's replies may hold errors of single commands; one is enough to publish the batch
    /// again.
    private static void requireAccepted(List<Response> replies) {
        for (var reply : replies) {
            if (reply != null && reply.type() == ResponseType.ERROR) {
                throw new IllegalStateException("Redis refused a fact: " + reply);
            }
        }
    }

    private static Uni<Integer> noteRound(SqlConnection connection, RowSet<Row> rows, long round) {
        var positions = new ArrayList<Long>();
        rows.forEach(row -> positions.add(row.getLong("position")));
        return connection
                .preparedQuery(NOTE_ROUND)
                .execute(Tuple.of(positions.toArray(Long[]::new), round))
                .map(RowSet::rowCount);
    }

    private static long number(RowSet<Row> rows) {
        return rows.iterator().next().getLong(0);
    }

    private static Uni<Integer> nothing() {
        return Uni.createFrom().item(0);
    }
}
