package io.leadflip.platform.work;

import io.leadflip.platform.limit.Pace;
import io.leadflip.platform.limit.RateLimits;
import io.leadflip.platform.limit.Taken;
import io.leadflip.platform.postgres.Contexts;
import io.leadflip.platform.problem.FailureDescription;
import io.leadflip.platform.stream.Backoff;
import io.leadflip.platform.telemetry.Traces;
import io.leadflip.platform.work.WorkRows.Claimed;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/// One try of one claimed piece of work, from its pace to its settlement.
@ApplicationScoped
class WorkTry {
    private static final Logger LOG = Logger.getLogger(WorkTry.class);
    private static final Duration FIRST_SETTLING = Duration.ofMillis(100);
    private static final Duration LAST_SETTLING = Duration.ofSeconds(2);
    private static final int SETTLINGS = 5;

    private final WorkRows rows;
    private final WorkConfig config;
    private final RateLimits limits;
    private final Contexts contexts;
    private final Tracer tracer;
    private final MeterRegistry metrics;

    WorkTry(
            WorkRows rows,
            WorkConfig config,
            RateLimits limits,
            Contexts contexts,
            Tracer tracer,
            MeterRegistry metrics) {
        this.rows = rows;
        this.config = config;
        this.limits = limits;
        this.contexts = contexts;
        this.tracer = tracer;
        this.metrics = metrics;
    }

    /// How a try left its work.
    sealed interface Left {
        /// Nobody does it again.
        record Settled() implements Left {}

        /// Due again after `delay`.
        record Waiting(Duration delay) implements Left {}

        /// Its pace gave no token; the next may come after `delay`.
        record Paced(Duration delay) implements Left {}

        /// What its kind needs is away; it may be back after `delay`.
        record Halted(Duration delay) implements Left {}
    }

    Uni<Left> of(WorkHandler handler, Claimed work) {
        return work.claims() > config.maxLostClaims()
                ? abandon(handler, work.item(), "its last claimers died over it")
                : handler.pace(work.item())
                        .map(pace -> paced(handler, work, pace))
                        .orElseGet(() -> perform(handler, work));
    }

    private Uni<Left> paced(WorkHandler handler, Claimed work, Pace pace) {
        return limits.take(pace.limit(), pace.key())
                .chain(
                        taken ->
                                switch (taken) {
                                    case Taken.Granted granted -> perform(handler, work);
                                    case Taken.Later(Duration delay) -> putOff(work.item(), delay);
                                });
    }

    private Uni<Left> putOff(WorkItem item, Duration delay) {
        count(item, "paced");
        return settling(rows.postpone(item, delay, "pace")).replaceWith(new Left.Paced(delay));
    }

    private Uni<Left> perform(WorkHandler handler, Claimed work) {
        return contexts.isolated(() -> traced(handler, work))
                .ifNoItem()
                .after(config.longestTry())
                .fail()
                .onItemOrFailure()
                .transformToUni(
                        (outcome, failure) ->
                                failure == null
                                        ? settle(handler, work.item(), outcome)
                                        : failed(handler, work.item(), failure));
    }

    /// The scope stays open on the work's own context until it ends, so that what it schedules and
    /// tells carries the trace on.
    private Uni<WorkOutcome> traced(WorkHandler handler, Claimed work) {
        var span =
                tracer.spanBuilder("work " + handler.kind())
                        .setParent(Traces.parent(work.traceparent()))
                        .startSpan();
        var scope = span.makeCurrent();
        return Uni.createFrom()
                .deferred(() -> handler.perform(work.item()))
                .onFailure()
                .invoke(failure -> Traces.failed(span, failure))
                .onTermination()
                .invoke(
                        () -> {
                            scope.close();
                            span.end();
                        });
    }

    private Uni<Left> settle(WorkHandler handler, WorkItem item, WorkOutcome outcome) {
        return switch (outcome) {
            case WorkOutcome.Done done -> {
                count(item, "done");
                yield settling(rows.complete(item)).replaceWith(new Left.Settled());
            }
            case WorkOutcome.Again(Duration delay, String reason) -> {
                count(item, "again");
                yield waiting(rows.postpone(item, delay, reason), delay);
            }
            case WorkOutcome.Halt(Duration delay, String reason) -> {
                count(item, "halted");
                yield settling(rows.postpone(item, delay, reason))
                        .replaceWith(new Left.Halted(delay));
            }
            case WorkOutcome.Abandon(String reason) -> abandon(handler, item, reason);
        };
    }

    private Uni<Left> failed(WorkHandler handler, WorkItem item, Throwable failure) {
        var reason = FailureDescription.brief(failure);
        LOG.warnf("Work %s %s failed, try %d: %s", item.kind(), item.key(), item.attempt(), reason);
        count(item, "failed");
        return item.attempt() >= config.maxAttempts()
                ? abandon(handler, item, reason)
                : retry(item, reason);
    }

    private Uni<Left> retry(WorkItem item, String reason) {
        var backoff = new Backoff(config.firstRetry(), config.longestRetry());
        var delay = backoff.after(item.attempt(), ThreadLocalRandom.current());
        return waiting(rows.retry(item, delay, reason), delay);
    }

    private static Uni<Left> waiting(Uni<Void> settlement, Duration delay) {
        return settling(settlement).replaceWith(new Left.Waiting(delay));
    }

    private Uni<Left> abandon(WorkHandler handler, WorkItem item, String reason) {
        LOG.warnf("Work %s %s is abandoned: %s", item.kind(), item.key(), reason);
        count(item, "abandoned");
        return settling(rows.abandon(item, reason, () -> handler.abandoned(item, reason)))
                .replaceWith(new Left.Settled());
    }

    /// A store that is away for a moment must not make finished work be done again. Settling twice
    /// changes nothing.
    private static Uni<Void> settling(Uni<Void> settlement) {
        return settlement
                .onFailure()
                .retry()
                .withBackOff(FIRST_SETTLING, LAST_SETTLING)
                .atMost(SETTLINGS);
    }

    private void count(WorkItem item, String result) {
        metrics.counter("leadflip.work", "kind", item.kind(), "result", result).increment();
    }
}
