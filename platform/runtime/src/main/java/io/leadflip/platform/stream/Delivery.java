package io.leadflip.platform.stream;

import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.EventEntry;
import io.leadflip.contracts.event.EventEntry.MalformedEntryException;
import io.leadflip.platform.postgres.Contexts;
import io.leadflip.platform.telemetry.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/// What becomes of one entry: handled, seen before, of no interest, parked for a later try, or a
/// dead letter. When the returned `Uni` completes, the entry's fate is in Postgres and it may be
/// acknowledged.
@ApplicationScoped
class Delivery {
    private static final Logger LOG = Logger.getLogger(Delivery.class);

    private final Inbox inbox;
    private final ParkedEvents parked;
    private final StreamConfig config;
    private final Contexts contexts;
    private final Tracer tracer;
    private final MeterRegistry metrics;

    Delivery(
            Inbox inbox,
            ParkedEvents parked,
            StreamConfig config,
            Contexts contexts,
            Tracer tracer,
            MeterRegistry metrics) {
        this.inbox = inbox;
        this.parked = parked;
        this.config = config;
        this.contexts = contexts;
        this.tracer = tracer;
        this.metrics = metrics;
    }

    /// An entry as it came from its stream.
    Uni<Void> arrived(EventEntry entry) {
        return switch (read(entry)) {
            case Read.Irrelevant() -> Uni.createFrom().voidItem();
            case Read.Poison(var reason) -> parked.bury(entry, 1, reason);
            case Read.Readable(var event) ->
                    parked.isWaiting(entry.partitionKey())
                            .chain(
                                    waiting ->
                                            waiting ? parked.queue(entry) : firstTry(entry, event));
        };
    }

    /// An entry that was parked and is due again.
    ///
    /// @param attempt the number of this try, from 1
    Uni<Void> retried(EventEntry entry, int attempt) {
        return switch (read(entry)) {
            case Read.Irrelevant() -> parked.release(entry);
            case Read.Poison(var reason) -> parked.bury(entry, attempt, reason);
            case Read.Readable(var event) ->
                    handle(event)
                            .chain(() -> parked.release(entry))
                            .onFailure()
                            .recoverWithUni(failure -> failed(entry, event, attempt, failure));
        };
    }

    private Uni<Void> firstTry(EventEntry entry, Event event) {
        return handle(event)
                .onFailure()
                .recoverWithUni(failure -> failed(entry, event, 1, failure));
    }

    private Uni<Void> handle(Event event) {
        return contexts.isolated(() -> traced(event))
                .ifNoItem()
                .after(config.handlingTimeout())
                .fail()
                .invoke(isNew -> count(event, isNew ? "handled" : "repeated"))
                .replaceWithVoid();
    }

    /// The scope stays open on the fact's own context until it is handled, so that what it causes
    /// carries the trace on.
    private Uni<Boolean> traced(Event event) {
        var span =
                tracer.spanBuilder(event.type().shortName() + " process")
                        .setParent(Traces.parent(event.traceparent()))
                        .setSpanKind(SpanKind.CONSUMER)
                        .startSpan();
        MDC.put("eventId", event.id().toString());
        MDC.put("correlationId", event.partitionKey());
        var scope = span.makeCurrent();
        return inbox.take(event)
                .onFailure()
                .invoke(span::recordException)
                .onTermination()
                .invoke(
                        () -> {
                            scope.close();
                            span.end();
                            MDC.remove("eventId");
                            MDC.remove("correlationId");
                        });
    }

    private Uni<Void> failed(EventEntry entry, Event event, int attempt, Throwable failure) {
        count(event, "failed");
        LOG.warnf(
                "%s %s was not handled, try %d: %s",
                event.type().shortName(), event.id(), attempt, failure.toString());
        return failure instanceof PoisonException || attempt >= config.maxAttempts()
                ? parked.bury(entry, attempt, failure.toString())
                : parked.park(entry, attempt, failure.toString());
    }

    private void count(Event event, String result) {
        metrics.counter("leadflip.events", "type", event.type().shortName(), "result", result)
                .increment();
    }

    private Read read(EventEntry entry) {
        if (entry.fields().isEmpty()) {
            LOG.error(
                    "A fact was trimmed before it was handled; its producer's outbox still has it");
            metrics.counter("leadflip.events", "type", "unknown", "result", "trimmed").increment();
        }
        var type = entry.type();
        if (type.isEmpty() || !inbox.types().contains(type.get())) {
            return new Read.Irrelevant();
        }
        try {
            return new Read.Readable(entry.event());
        } catch (MalformedEntryException | RuntimeException e) {
            return new Read.Poison(String.valueOf(e.getMessage()));
        }
    }

    private sealed interface Read {
        record Irrelevant() implements Read {}

        record Poison(String reason) implements Read {}

        record Readable(Event event) implements Read {}
    }
}
