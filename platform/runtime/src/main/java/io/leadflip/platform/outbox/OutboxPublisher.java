package io.leadflip.platform.outbox;

import io.leadflip.contracts.event.EventStreams;
import io.leadflip.contracts.event.Source;
import io.leadflip.platform.Service;
import io.leadflip.platform.outbox.OutboxProgress.Sight;
import io.leadflip.platform.outbox.OutboxRounds.Latest;
import io.leadflip.platform.stream.StreamConfig;
import io.leadflip.platform.stream.StreamLog;
import io.leadflip.platform.stream.StreamLog.Addressed;
import io.leadflip.platform.stream.StreamLog.Mark;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;

/// One round of telling: take the lock, read what is untold in order, append it to the streams in
/// one pipeline, note what has been told.
///
/// Dying between append and commit tells again with the same ids, which inboxes recognise. Of
/// several processes one tells at a time; the others find the lock taken and come again.
///
/// Rounds are numbered. Behind a round's facts, in the same pipeline, its number is written beside
/// the streams as a mark; no kind of Redis persistence can keep the mark and lose the facts before
/// it. A mark below the one that the last known round expects therefore means that Redis lost
/// facts: the state returns to that of the marked round, and what came later is told again.
@ApplicationScoped
class OutboxPublisher {
    private static final Logger LOG = Logger.getLogger(OutboxPublisher.class);

    private final Pool pool;
    private final StreamLog log;
    private final OutboxConfig config;
    private final EventStreams streams;
    private final Source source;
    private final MeterRegistry metrics;

    OutboxPublisher(
            Pool pool,
            StreamLog log,
            OutboxConfig config,
            StreamConfig stream,
            Service service,
            MeterRegistry metrics) {
        this.pool = pool;
        this.log = log;
        this.config = config;
        this.streams = stream.streams();
        this.source = service.service();
        this.metrics = metrics;
    }

    /// @return whether more is waiting to be told
    Uni<Boolean> publish() {
        return pool.withTransaction(
                connection -> {
                    var rounds = new OutboxRounds(connection);
                    return rounds.latest()
                            .chain(
                                    latest ->
                                            latest.map(known -> compareWithMark(rounds, known))
                                                    .orElse(no()));
                });
    }

    /// Both are asked for at once; what is untold matters only while the mark holds.
    private Uni<Boolean> compareWithMark(OutboxRounds rounds, Latest latest) {
        return Uni.combine()
                .all()
                .unis(log.mark(source), rounds.untold(latest.progress(), config.batchSize()))
                .asTuple()
                .chain(found -> proceed(rounds, latest, found.getItem1(), found.getItem2()));
    }

    private Uni<Boolean> proceed(
            OutboxRounds rounds, Latest latest, long mark, List<UntoldFact> untold) {
        if (mark < latest.mark()) {
            return goBack(rounds, latest, mark);
        }
        return untold.isEmpty()
                ? no()
                : tellBatch(rounds, latest, Math.max(mark, latest.round()) + 1, untold);
    }

    /// A transaction of its own, and on disk before the next begins: only then may a later round
    /// write a higher mark.
    private Uni<Boolean> goBack(OutboxRounds rounds, Latest latest, long mark) {
        LOG.warnf("Redis lost facts told after round %d; they are told again", mark);
        return rounds.goBack(latest, mark, config.replayWindow()).replaceWith(true);
    }

    private Uni<Boolean> tellBatch(
            OutboxRounds rounds, Latest latest, long round, List<UntoldFact> untold) {
        var full = untold.size() == config.batchSize();
        var positions = untold.stream().map(UntoldFact::position).toList();
        return Uni.combine()
                .all()
                .unis(rounds.horizon(), append(untold, round))
                .with((horizon, told) -> new Sight(latest.oldestRunning(), horizon))
                .map(sight -> latest.progress().after(positions, !full, sight))
                .chain(progress -> rounds.note(round, progress))
                .invoke(() -> metrics.timer("leadflip.relay.delay").record(untold.getFirst().age()))
                .replaceWith(full);
    }

    private Uni<Void> append(List<UntoldFact> untold, long round) {
        return log.append(untold.stream().map(this::addressed).toList(), new Mark(source, round));
    }

    private Addressed addressed(UntoldFact fact) {
        return new Addressed(
                streams.of(fact.type().domain(), fact.partitionKey()), fact.entry(source));
    }

    private static Uni<Boolean> no() {
        return Uni.createFrom().item(false);
    }
}
