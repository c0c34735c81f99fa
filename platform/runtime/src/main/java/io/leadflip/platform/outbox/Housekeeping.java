package io.leadflip.platform.outbox;

import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.problem.FailureDescription;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/// Makes room: partitions for the coming days, none for days long gone, no work and no dead letters
/// that are long settled.
///
/// Facts are kept longer than Redis may lose them; the inbox longer than facts, so that a fact told
/// again is still recognised.
@ApplicationScoped
class Housekeeping {
    private static final Logger LOG = Logger.getLogger(Housekeeping.class);
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration INTERVAL = Duration.ofHours(1);
    private static final int DAYS_AHEAD = 3;
    private static final int PORTION = 10_000;

    /// Ids order by time: what was scheduled since cannot be that old, and need not be read.
    private static final String OLD_WORK =
            """
            state <> 'OPEN' and due_at < now() - interval '30 days'
            and id < first_uuid_of((now() - interval '30 days')::date) order by id""";

    private static final List<String> FORGET =
            List.of(
                    portion("work", OLD_WORK),
                    portion(
                            "dead_letter",
                            "state <> 'OPEN' and died_at < now() - interval '90 days'"),
                    portion("failed_try", "failed_at < now() - interval '90 days'"));

    private final Transactions transactions;
    private final Sql sql;
    private final OutboxConfig config;
    private final Vertx vertx;

    Housekeeping(Transactions transactions, Sql sql, OutboxConfig config, Vertx vertx) {
        this.transactions = transactions;
        this.sql = sql;
        this.config = config;
        this.vertx = vertx;
    }

    void start(@Observes @Priority(2000) StartupEvent event) {
        if (config.relay()) {
            vertx.setTimer(FIRST.toMillis(), timer -> keepHouse());
            vertx.setPeriodic(INTERVAL.toMillis(), timer -> keepHouse());
        }
    }

    private void keepHouse() {
        warned(keepPartitions()).chain(this::forget).subscribe().with(done -> {});
    }

    /// What cannot be tidied this time does not keep the rest from being.
    private static Uni<Void> warned(Uni<Void> step) {
        return step.onFailure()
                .invoke(
                        failure ->
                                LOG.warnf(
                                        "Old rows were not removed: %s",
                                        FailureDescription.brief(failure)))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> keepPartitions() {
        return transactions
                .apart(
                        () ->
                                sql.first(
                                        "select keep_partitions($1, $2, $3)",
                                        DAYS_AHEAD,
                                        config.keepDays(),
                                        config.keepInboxDays()))
                .replaceWithVoid();
    }

    private Uni<Void> forget() {
        return Multi.createFrom()
                .iterable(FORGET)
                .onItem()
                .transformToUniAndConcatenate(statement -> warned(inPortions(statement)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /// Short transactions, so that nobody waits behind a large one.
    private Uni<Void> inPortions(String statement) {
        return Multi.createBy()
                .repeating()
                .uni(() -> transactions.apart(() -> sql.update(statement)))
                .whilst(removed -> removed == PORTION)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static String portion(String table, String condition) {
        return "delete from %1$s where ctid in (select ctid from %1$s where %2$s limit %3$d)"
                .formatted(table, condition, PORTION);
    }
}
