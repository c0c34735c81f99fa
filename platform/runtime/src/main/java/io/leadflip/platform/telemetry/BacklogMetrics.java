package io.leadflip.platform.telemetry;

import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/// What waits, as gauges: unpublished facts, parked facts, open work, dead letters. Counted in
/// Postgres every few seconds.
@ApplicationScoped
class BacklogMetrics {
    private static final Logger LOG = Logger.getLogger(BacklogMetrics.class);
    private static final long INTERVAL_MILLIS = 10_000;
    private static final String COUNT =
            """
            select (select count(*) from outbox where published_at is null),
                   (select count(*) from parked_event),
                   (select count(*) from work where state = 'OPEN' and due_at <= now()),
                   (select count(*) from dead_letter)""";

    private final Map<String, AtomicLong> gauges = new ConcurrentHashMap<>();
    private final Transactions transactions;
    private final Sql sql;
    private final Vertx vertx;

    BacklogMetrics(Transactions transactions, Sql sql, Vertx vertx, MeterRegistry metrics) {
        this.transactions = transactions;
        this.sql = sql;
        this.vertx = vertx;
        for (var name : new String[] {"outbox", "parked", "work", "dead-letters"}) {
            gauges.put(name, metrics.gauge("leadflip.backlog." + name, new AtomicLong()));
        }
    }

    void start(@Observes @Priority(2000) StartupEvent event) {
        vertx.setPeriodic(INTERVAL_MILLIS, timer -> count());
    }

    private void count() {
        transactions
                .apart(() -> sql.first(COUNT))
                .subscribe()
                .with(
                        row -> row.ifPresent(this::show),
                        failure ->
                                LOG.debugf("The backlog was not counted: %s", failure.toString()));
    }

    private void show(Row row) {
        gauges.get("outbox").set(row.bigint(0));
        gauges.get("parked").set(row.bigint(1));
        gauges.get("work").set(row.bigint(2));
        gauges.get("dead-letters").set(row.bigint(3));
    }
}
