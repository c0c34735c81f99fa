package io.leadflip.platform.work;

import io.leadflip.platform.postgres.Contexts;
import io.leadflip.platform.stream.Backoff;
import io.leadflip.platform.telemetry.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/// Claims due work, kind by kind, and hands it to its handler; never more at once than the handler
/// wants.
@ApplicationScoped
class WorkDispatcher {
    private static final Logger LOG = Logger.getLogger(WorkDispatcher.class);
    private static final long IDLE_CHECK_MILLIS = 20;

    private final List<WorkHandler> handlers;
    private final WorkRows rows;
    private final WorkConfig config;
    private final Contexts contexts;
    private final Vertx vertx;
    private final Tracer tracer;
    private final MeterRegistry metrics;
    private final Map<String, AtomicInteger> inHand = new ConcurrentHashMap<>();
    private final AtomicBoolean nudged = new AtomicBoolean();
    private volatile boolean stopped;

    WorkDispatcher(
            @All List<WorkHandler> handlers,
            WorkRows rows,
            WorkConfig config,
            Contexts contexts,
            Vertx vertx,
            Tracer tracer,
            MeterRegistry metrics) {
        this.handlers = handlers;
        this.rows = rows;
        this.config = config;
        this.contexts = contexts;
        this.vertx = vertx;
        this.tracer = tracer;
        this.metrics = metrics;
    }

    void start(@Observes @Priority(2000) StartupEvent event) {
        if (config.dispatch() && !handlers.isEmpty()) {
            vertx.setPeriodic(config.pollInterval().toMillis(), timer -> round());
        }
    }

    /// Claims nothing more and lets what is in hand end, within the drain time.
    void drain(@Observes ShutdownDelayInitiatedEvent event) throws InterruptedException {
        awaitIdle();
    }

    void stop(@Observes @Priority(10) Shutdown event) throws InterruptedException {
        awaitIdle();
    }

    private void awaitIdle() throws InterruptedException {
        stopped = true;
        var deadline = System.nanoTime() + config.drain().toNanos();
        while (inHand.values().stream().anyMatch(busy -> busy.get() > 0)
                && System.nanoTime() < deadline) {
            Thread.sleep(IDLE_CHECK_MILLIS);
        }
    }

    void nudge() {
        if (config.dispatch() && nudged.compareAndSet(false, true)) {
            vertx.setTimer(Math.max(1, config.nudgeDelay().toMillis()), timer -> round());
        }
    }

    private void round() {
        nudged.set(false);
        if (!stopped) {
            handlers.forEach(this::claimFor);
        }
    }

    /// Room is reserved before the claim, so that rounds that overlap cannot exceed it.
    private void claimFor(WorkHandler handler) {
        var busy = inHand.computeIfAbsent(handler.kind(), kind -> new AtomicInteger());
        var room = handler.concurrency() - busy.get();
        if (room <= 0) {
            return;
        }
        busy.addAndGet(room);
        rows.claim(handler.kind(), room, config.lease())
                .onFailure()
                .invoke(
                        failure ->
                                LOG.warnf(
                                        "Work %s was not claimed: %s",
                                        handler.kind(), failure.toString()))
                .onFailure()
                .recoverWithItem(List.of())
                .subscribe()
                .with(
                        claimed -> {
                            busy.addAndGet(claimed.size() - room);
                            claimed.forEach(work -> perform(handler, work, busy));
                        });
    }

    private void perform(WorkHandler handler, WorkRows.Claimed work, AtomicInteger busy) {
        contexts.isolated(() -> traced(handler, work))
                .ifNoItem()
                .after(config.lease().multipliedBy(4).dividedBy(5))
                .fail()
                .invoke(outcome -> count(work.item(), outcome.getClass().getSimpleName()))
                .onItemOrFailure()
                .transformToUni(
                        (outcome, failure) ->
                                failure == null
                                        ? settle(work.item(), outcome)
                                        : failed(work.item(), failure))
                .onTermination()
                .invoke(busy::decrementAndGet)
                .subscribe()
                .with(
                        done -> nudge(),
                        failure ->
                                LOG.warnf(
                                        "Work %s %s was not settled and will be claimed again: %s",
                                        handler.kind(), work.item().key(), failure.toString()));
    }

    /// The scope stays open on the work's own context until it ends, so that what it schedules and
    /// tells carries the trace on.
    private Uni<WorkOutcome> traced(WorkHandler handler, WorkRows.Claimed work) {
        var span =
                tracer.spanBuilder("work " + handler.kind())
                        .setParent(Traces.parent(work.traceparent()))
                        .startSpan();
        var scope = span.makeCurrent();
        return Uni.createFrom()
                .deferred(() -> handler.perform(work.item()))
                .onTermination()
                .invoke(
                        () -> {
                            scope.close();
                            span.end();
                        });
    }

    private Uni<Void> failed(WorkItem item, Throwable failure) {
        LOG.warnf(
                "Work %s %s failed, try %d: %s",
                item.kind(), item.key(), item.attempt(), failure.toString());
        count(item, "Failed");
        var backoff = new Backoff(config.firstRetry(), config.longestRetry());
        return item.attempt() >= config.maxAttempts()
                ? rows.abandon(item, failure.toString())
                : rows.postpone(
                        item,
                        backoff.after(item.attempt(), ThreadLocalRandom.current()),
                        failure.toString(),
                        true);
    }

    private Uni<Void> settle(WorkItem item, WorkOutcome outcome) {
        return switch (outcome) {
            case WorkOutcome.Done done -> rows.complete(item);
            case WorkOutcome.Again again ->
                    rows.postpone(item, again.delay(), again.reason(), false);
            case WorkOutcome.Abandon abandon -> rows.abandon(item, abandon.reason());
        };
    }

    private void count(WorkItem item, String result) {
        metrics.counter(
                        "leadflip.work",
                        "kind",
                        item.kind(),
                        "result",
                        result.toLowerCase(Locale.ROOT))
                .increment();
    }
}
