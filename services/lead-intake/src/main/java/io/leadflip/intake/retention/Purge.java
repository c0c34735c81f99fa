package io.leadflip.intake.retention;

import io.leadflip.intake.IntakeConfig;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/// Forgets answers to keys that will not come again, and phone verifications that prove nothing any
/// more. Every instance does it; what one has removed the others do not find.
@ApplicationScoped
public class Purge {
    private static final Logger LOG = Logger.getLogger(Purge.class);
    private static final int PORTION = 1_000;
    private static final String KEYS = oldest("idempotency", "created_at");
    private static final String VERIFICATIONS = oldest("phone_verification", "requested_at");

    private final Transactions transactions;
    private final Sql sql;
    private final IntakeConfig config;
    private final Vertx vertx;

    Purge(Transactions transactions, Sql sql, IntakeConfig config, Vertx vertx) {
        this.transactions = transactions;
        this.sql = sql;
        this.config = config;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        vertx.setPeriodic(
                config.purgeInterval().toMillis(),
                timer ->
                        purge().subscribe()
                                .with(
                                        done -> {},
                                        failure ->
                                                LOG.warnf(
                                                        "Old rows were not removed: %s",
                                                        failure.getClass().getSimpleName())));
    }

    /// Removes everything that is too old, a portion for each transaction.
    public Uni<Void> purge() {
        return inPortions(KEYS, config.keysKept().toSeconds())
                .chain(() -> inPortions(VERIFICATIONS, config.verificationsKept().toSeconds()));
    }

    private Uni<Void> inPortions(String delete, long keptSeconds) {
        return Multi.createBy()
                .repeating()
                .uni(() -> transactions.apart(() -> sql.update(delete, keptSeconds)))
                .whilst(removed -> removed == PORTION)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static String oldest(String table, String age) {
        return """
               delete from %1$s where ctid in (
                 select ctid from %1$s where %2$s < now() - $1::bigint * interval '1 second' limit %3$d)"""
                .formatted(table, age, PORTION);
    }
}
