package io.leadflip.platform.outbox;

import io.leadflip.platform.postgres.Contexts;
import io.leadflip.platform.problem.FailureDescription;
import io.leadflip.platform.stream.StreamTopology;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/// Moves committed facts from the outbox to the streams: nudged after a commit, and on its own
/// every poll interval.
///
/// One round runs at a time in this process; whoever asks meanwhile is served by the next. After a
/// round that failed, whoever asks waits, longer with every failure in a row.
@ApplicationScoped
public class OutboxRelay {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

    private final OutboxPublisher publisher;
    private final OutboxConfig config;
    private final StreamTopology topology;
    private final Contexts contexts;
    private final Vertx vertx;
    private final RoundSpacing spacing;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile long begun = System.nanoTime();
    private volatile boolean stopped;

    OutboxRelay(
            OutboxPublisher publisher,
            OutboxConfig config,
            StreamTopology topology,
            Contexts contexts,
            Vertx vertx) {
        this.publisher = publisher;
        this.config = config;
        this.topology = topology;
        this.contexts = contexts;
        this.vertx = vertx;
        this.spacing =
                new RoundSpacing(config.spacing(), config.pollInterval(), config.longestPause());
    }

    void start(@Observes @Priority(2000) StartupEvent event) {
        if (config.relay()) {
            vertx.setPeriodic(config.pollInterval().toMillis(), timer -> nudge());
        }
    }

    void stop(@Observes Shutdown event) {
        stopped = true;
    }

    /// Asks for a round; many nudges make one round.
    public void nudge() {
        if (config.relay() && asked.getAndIncrement() == 0) {
            roundWhenDue();
        }
    }

    private void roundWhenDue() {
        var wait = spacing.after(failures.get()).minusNanos(System.nanoTime() - begun);
        if (wait.isPositive()) {
            vertx.setTimer(Math.max(1, wait.toMillis()), timer -> round());
        } else {
            round();
        }
    }

    private void round() {
        begun = System.nanoTime();
        var served = asked.get();
        if (stopped) {
            return;
        }
        contexts.isolated(this::drain)
                .onItem()
                .invoke(() -> failures.set(0))
                .onFailure()
                .invoke(() -> failures.incrementAndGet())
                .onTermination()
                .invoke(() -> finish(served))
                .subscribe()
                .with(
                        told -> {},
                        failure ->
                                LOG.warnf(
                                        "Outbox was not told: %s",
                                        FailureDescription.brief(failure)));
    }

    private void finish(int served) {
        if (!asked.compareAndSet(served, 0)) {
            roundWhenDue();
        }
    }

    private Uni<Boolean> drain() {
        return topology.confirmed()
                .chain(
                        () ->
                                Multi.createBy()
                                        .repeating()
                                        .uni(this::publish)
                                        .whilst(more -> more)
                                        .collect()
                                        .last());
    }

    private Uni<Boolean> publish() {
        return publisher.publish().ifNoItem().after(config.timeout()).fail();
    }
}
