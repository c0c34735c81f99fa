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
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/// One publishing round: take the lock, read what is unpublished in order, `XADD` it in one
/// pipeline, mark it.
///
/// Dying between `XADD` and mark publishes again with the same ids, which inboxes recognise.
///
/// Beside the streams lies a mark: the highest outbox position they have seen. A Redis that came
/// back empty, or older than the mark this database remembers, has lost facts; those are told
/// again. The mark is written behind the facts in the same pipeline, so that no kind of Redis
/// persistence can keep the mark and lose the facts before it.
@ApplicationScoped
class OutboxPublisher {
    private static final Logger LOG = Logger.getLogger(OutboxPublisher.class);

    private static final String LOCK =
            "select pg_try_advisory_xact_lock(hashtext(current_schema() || '.outbox'))";
    private static final String HIGHEST_PUBLISHED =
            "select coalesce(max(position), 0) from outbox where published_at is not null";
    private static final String UNPUBLISHED =
            """
            select position, id, type, subject, sequence, partition_key, time, traceparent, data
            from outbox where published_at is null order by position limit $1""";
    private static final String MARK_PUBLISHED =
            "update outbox set published_at = now() where position = any($1)";

    /// The margin covers rows that committed late and were published just before the marked one.
    private static final String FORGET_PUBLISHED =
            """
            update outbox set published_at = null
            where published_at >= greatest(
              now() - $2::bigint * interval '1 second',
              coalesce((select published_at - interval '5 seconds' from outbox where position = $1), '-infinity'))""";

    private final Pool pool;
    private final Redis redis;
    private final OutboxConfig config;
    private final EventStreams streams;
    private final Source source;
    private final String markKey;
    private final String maxLength;

    OutboxPublisher(
            Pool pool, Redis redis, OutboxConfig config, StreamConfig stream, Service service) {
        this.pool = pool;
        this.redis = redis;
        this.config = config;
        this.streams = stream.streams();
        this.source = service.service();
        this.markKey = stream.prefix() + ":published:" + service.schema();
        this.maxLength = Long.toString(stream.maxLength());
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
                .unis(highestPublished(connection), markInRedis())
                .asTuple()
                .call(
                        marks ->
                                marks.getItem2() < marks.getItem1()
                                        ? forget(connection, marks.getItem2())
                                        : nothing())
                .chain(
                        marks ->
                                publishUnpublished(
                                        connection, Math.max(marks.getItem1(), marks.getItem2())));
    }

    private Uni<Long> highestPublished(SqlConnection connection) {
        return connection
                .query(HIGHEST_PUBLISHED)
                .execute()
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private Uni<Long> markInRedis() {
        return redis.send(Request.cmd(Command.GET).arg(markKey))
                .map(reply -> reply == null ? 0L : Long.parseLong(reply.toString()));
    }

    private Uni<Integer> forget(SqlConnection connection, long mark) {
        return connection
                .preparedQuery(FORGET_PUBLISHED)
                .execute(Tuple.of(mark, config.replayWindow().toSeconds()))
                .map(RowSet::rowCount)
                .invoke(count -> LOG.warnf("Redis lost facts; %d are told again", count));
    }

    private Uni<Integer> publishUnpublished(SqlConnection connection, long mark) {
        return connection
                .preparedQuery(UNPUBLISHED)
                .execute(Tuple.of(config.batchSize()))
                .chain(rows -> rows.size() == 0 ? nothing() : publishRows(connection, rows, mark));
    }

    private Uni<Integer> publishRows(SqlConnection connection, RowSet<Row> rows, long mark) {
        var positions = new ArrayList<Long>();
        var commands = new ArrayList<Request>();
        rows.forEach(
                row -> {
                    positions.add(row.getLong("position"));
                    commands.add(add(row));
                });
        var newMark = Math.max(mark, positions.getLast());
        commands.add(Request.cmd(Command.SET).arg(markKey).arg(Long.toString(newMark)));
        return redis.batch(commands)
                .invoke(OutboxPublisher::requireAccepted)
                .chain(() -> markPublished(connection, positions))
                .replaceWith(positions.size());
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
                        .arg("MAXLEN")
                        .arg("~")
                        .arg(maxLength)
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

    private static Uni<Integer> markPublished(SqlConnection connection, List<Long> positions) {
        return connection
                .preparedQuery(MARK_PUBLISHED)
                .execute(Tuple.of(positions.toArray(Long[]::new)))
                .map(RowSet::rowCount);
    }

    private static Uni<Integer> nothing() {
        return Uni.createFrom().item(0);
    }
}
