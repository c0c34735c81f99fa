package io.leadflip.platform.stream;

import io.leadflip.platform.postgres.Contexts;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// Tries parked facts again when they are due.
@ApplicationScoped
class ParkedEventsRetry {
    private static final Logger LOG = Logger.getLogger(ParkedEventsRetry.class);
    private static final long INTERVAL_MILLIS = 250;
    private static final int BATCH = 32;

    private final ParkedEvents parked;
    private final Delivery delivery;
    private final StreamConfig config;
    private final Contexts contexts;
    private final Vertx vertx;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile boolean stopped;

    ParkedEventsRetry(
            ParkedEvents parked,
            Delivery delivery,
            StreamConfig config,
            Contexts contexts,
            Vertx vertx) {
        this.parked = parked;
        this.delivery = delivery;
        this.config = config;
        this.contexts = contexts;
        this.vertx = vertx;
    }

    void start(@Observes @Priority(2000) StartupEvent event) {
        if (config.consume()) {
            vertx.setPeriodic(INTERVAL_MILLIS, timer -> round());
        }
    }

    void stop(@Observes Shutdown event) {
        stopped = true;
    }

    private void round() {
        if (stopped || !running.compareAndSet(false, true)) {
            return;
        }
        retryDue()
                .onTermination()
                .invoke(() -> running.set(false))
                .subscribe()
                .with(
                        done -> {},
                        failure ->
                                LOG.warnf("Parked facts were not retried: %s", failure.toString()));
    }

    private Uni<Void> retryDue() {
        return parked.claim(BATCH)
                .onItem()
                .transformToMulti(due -> Multi.createFrom().iterable(due))
                .onItem()
                .transformToUniAndMerge(
                        due ->
                                contexts.isolated(
                                        () -> delivery.retried(due.entry(), due.attempt())))
                .collect()
                .last()
                .replaceWithVoid();
    }
}
