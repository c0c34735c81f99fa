package io.leadflip.platform.outbox;

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

/// Moves committed facts from the outbox to the streams: nudged after an append, and on its own
/// every poll interval.
///
/// One round runs at a time in this process; among processes the [OutboxPublisher]'s lock lets one
/// publish.
@ApplicationScoped
public class OutboxRelay {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

    private final OutboxPublisher publisher;
    private final OutboxConfig config;
    private final Contexts contexts;
    private final Vertx vertx;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean nudged = new AtomicBoolean();
    private volatile boolean stopped;

    OutboxRelay(OutboxPublisher publisher, OutboxConfig config, Contexts contexts, Vertx vertx) {
        this.publisher = publisher;
        this.config = config;
        this.contexts = contexts;
        this.vertx = vertx;
    }

    void start(@Observes @Priority(2000) StartupEvent event) {
        if (config.relay()) {
            vertx.setPeriodic(config.pollInterval().toMillis(), timer -> round());
        }
    }

    void stop(@Observes Shutdown event) {
        stopped = true;
    }

    /// Asks for a round soon; many nudges make one round.
    public void nudge() {
        if (config.relay() && nudged.compareAndSet(false, true)) {
            vertx.setTimer(Math.max(1, config.nudgeDelay().toMillis()), timer -> round());
        }
    }

    private void round() {
        if (stopped || !running.compareAndSet(false, true)) {
            return;
        }
        nudged.set(false);
        contexts.isolated(this::drain)
                .ifNoItem()
                .after(config.timeout())
                .fail()
                .onTermination()
                .invoke(() -> running.set(false))
                .subscribe()
                .with(
                        published -> {},
                        failure -> LOG.warnf("Outbox was not published: %s", failure.toString()));
    }

    private Uni<Integer> drain() {
        return Multi.createBy()
                .repeating()
                .uni(publisher::publish)
                .whilst(count -> count >= config.batchSize())
                .collect()
                .last();
    }
}
