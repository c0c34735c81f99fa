package io.leadflip.platform.stream;

import io.leadflip.contracts.event.Event;
import io.leadflip.platform.telemetry.Traces;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import org.jboss.logging.MDC;

/// Handling a fact continues the trace of what caused it, and its log lines carry its ids.
@ApplicationScoped
class ConsumerSpans {
    private final Tracer tracer;

    ConsumerSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    /// The scope stays open on the current context until the fact is handled, so that what it
    /// causes carries the trace on.
    <T> Uni<T> around(Event event, Supplier<Uni<T>> handling) {
        return Uni.createFrom().deferred(() -> traced(event, handling));
    }

    private <T> Uni<T> traced(Event event, Supplier<Uni<T>> handling) {
        var span =
                tracer.spanBuilder(event.type().shortName() + " process")
                        .setParent(Traces.parent(event.traceparent()))
                        .setSpanKind(SpanKind.CONSUMER)
                        .startSpan();
        MDC.put("eventId", event.id().toString());
        MDC.put("correlationId", event.partitionKey());
        var scope = span.makeCurrent();
        return Uni.createFrom()
                .deferred(handling::get)
                .onFailure()
                .invoke(failure -> Traces.failed(span, failure))
                .onTermination()
                .invoke(
                        () -> {
                            scope.close();
                            span.end();
                            MDC.remove("eventId");
                            MDC.remove("correlationId");
                        });
    }
}
