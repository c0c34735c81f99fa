package io.leadflip.platform.outbox;

import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/// Forgets what nobody needs any more: facts told long ago, the memory of facts handled long ago,
/// work finished long ago.
///
/// Facts are kept longer than Redis may lose them; the inbox longer than facts, so that a fact told
/// again is still recognised.
@ApplicationScoped
class Housekeeping {
    private static final Logger LOG = Logger.getLogger(Housekeeping.class);
    private static final Duration INTERVAL = Duration.ofHours(1);
    private static final String FORGET_FACTS =
            "delete from outbox where published_at < now() - interval '7 days'";
    private static final String FORGET_INBOX =
            "delete from inbox where processed_at < now() - interval '14 days'";
    private static final String FORGET_WORK =
            "delete from work where state in ('DONE', 'CANCELLED') and due_at < now() - interval '30 days'";

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
            vertx.setPeriodic(INTERVAL.toMillis(), timer -> forget());
        }
    }

    private void forget() {
        transactions
                .run(
                        () ->
                                sql.update(FORGET_FACTS)
                                        .chain(() -> sql.update(FORGET_INBOX))
                                        .chain(() -> sql.update(FORGET_WORK)))
                .subscribe()
                .with(
                        done -> {},
                        failure -> LOG.warnf("Old rows were not removed: %s", failure.toString()));
    }
}
