package io.leadflip.platform.replay;

import io.leadflip.contracts.event.EventEntry;
import io.leadflip.contracts.event.EventStreams;
import io.leadflip.contracts.event.EventType;
import io.leadflip.contracts.event.Source;
import io.leadflip.platform.Service;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.stream.StreamConfig;
import io.leadflip.platform.stream.StreamLog;
import io.leadflip.platform.stream.StreamLog.Addressed;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/// One step of a replay: read facts after the last one told, append them to their streams, note how
/// far that is; one transaction, so that of several processes one does it.
///
/// Dying between append and commit tells the batch once more. The relay's progress and its mark are
/// not touched: what Redis loses is told again by the relay, not by this.
@ApplicationScoped
class ReplayBatch {
    private static final Logger LOG = Logger.getLogger(ReplayBatch.class);
    private static final String CLAIM =
            """
            select id from outbox_replay where done_at is null
            order by requested_at, id limit 1 for update skip locked""";
    private static final String NEXT =
            """
            select position, outbox.id, outbox.type, subject, sequence, partition_key, time, traceparent, data
            from outbox, outbox_replay replay
            where replay.id = $1 and position > progress
              and appended_at >= told_from and appended_at < told_until
              and (replay.type is null or outbox.type = replay.type)
            order by position limit $2""";
    private static final String NOTE =
            "update outbox_replay set progress = $2, told = told + $3 where id = $1";
    private static final String DONE = "update outbox_replay set done_at = now() where id = $1";

    private final Transactions transactions;
    private final Sql sql;
    private final StreamLog log;
    private final ReplayConfig config;
    private final EventStreams streams;
    private final Source self;

    ReplayBatch(
            Transactions transactions,
            Sql sql,
            StreamLog log,
            ReplayConfig config,
            StreamConfig stream,
            Service service) {
        this.transactions = transactions;
        this.sql = sql;
        this.log = log;
        this.config = config;
        this.streams = stream.streams();
        this.self = service.service();
    }

    /// @return whether there may be more to tell
    Uni<Boolean> tellNext() {
        return transactions.apart(
                () ->
                        sql.first(CLAIM)
                                .chain(
                                        replay ->
                                                replay.isEmpty()
                                                        ? Uni.createFrom().item(false)
                                                        : tellNext(replay.get().uuid(0))
                                                                .replaceWith(true)));
    }

    private Uni<Void> tellNext(UUID replay) {
        return sql.select(NEXT, replay, config.batchSize())
                .chain(rows -> rows.isEmpty() ? done(replay) : tell(replay, rows));
    }

    private Uni<Void> done(UUID replay) {
        return sql.update(DONE, replay)
                .invoke(() -> LOG.infof("Replay %s is done", replay))
                .replaceWithVoid();
    }

    private Uni<Void> tell(UUID replay, List<Row> rows) {
        var facts = rows.stream().map(this::addressed).flatMap(Optional::stream).toList();
        return log.append(facts)
                .chain(() -> sql.update(NOTE, replay, rows.getLast().bigint(0), facts.size()))
                .replaceWithVoid();
    }

    /// Empty for a type that this version does not tell any more.
    private Optional<Addressed> addressed(Row row) {
        return EventType.ofWire(row.text(2))
                .map(type -> new Addressed(streams.of(type.domain(), row.text(5)), entry(row)));
    }

    private EventEntry entry(Row row) {
        return EventEntry.of(
                row.uuid(1),
                self,
                row.text(2),
                row.instant(6),
                row.text(3),
                row.text(5),
                row.bigint(4),
                row.text(7),
                row.text(8));
    }
}
