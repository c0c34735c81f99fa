package io.leadflip.platform.outbox;

import io.leadflip.contracts.event.EventStreams;
import io.leadflip.contracts.event.Source;
import io.leadflip.platform.Service;
import io.leadflip.platform.outbox.OutboxProgress.Horizon;
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
/// facts: the state returns to that of the marked round, and what came later is told again. A mark
/// is only ever moved on from the one that was read, so that a loss in between is not painted over.
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
                : tellBatch(
                        rounds,
                        latest,
                        new Mark(source, mark, Math.max(mark, latest.round()) + 1),
                        untold);
    }

    /// A transaction of its own, and on disk before the next begins: only then may a later round
    /// write a higher mark.
    private Uni<Boolean> goBack(OutboxRounds rounds, Latest latest, long mark) {
        LOG.warnf("Redis lost facts told after round %d; they are told again", mark);
        return rounds.goBack(latest, mark, config.replayWindow()).replaceWith(true);
    }

    /// A round whose mark was refused has not been; the next one looks at the streams anew.
    private Uni<Boolean> tellBatch(
            OutboxRounds rounds, Latest latest, Mark mark, List<UntoldFact> untold) {
        return Uni.combine()
                .all()
                .unis(rounds.horizon(), log.append(addressed(untold), mark))
                .asTuple()
                .chain(
                        done ->
                                done.getItem2()
                                        ? note(rounds, latest, mark, untold, done.getItem1())
                                        : Uni.createFrom().item(true));
    }

    private Uni<Boolean> note(
            OutboxRounds rounds, Latest latest, Mark mark, List<UntoldFact> told, Horizon horizon) {
        var full = told.size() == config.batchSize();
        var positions = told.stream().map(UntoldFact::position).toList();
        var sight = new Sight(latest.oldestRunning(), horizon);
        return rounds.note(mark.round(), latest.progress().after(positions, !full, sight))
                .invoke(() -> metrics.timer("leadflip.relay.delay").record(told.getFirst().age()))
                .replaceWith(full);
    }

    private List<Addressed> addressed(List<UntoldFact> untold) {
        return untold.stream().map(this::addressed).toList();
    }

    private Addressed addressed(UntoldFact fact) {
        return new Addressed(streams.of(fact.domain(), fact.partitionKey()), fact.entry(source));
    }

    private static Uni<Boolean> no() {
        return Uni.createFrom().item(false);
    }
}
