package io.leadflip.media.live;

import io.leadflip.contracts.door.StreamBrief;
import io.leadflip.contracts.value.Speaker;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Instant;

/// The trace of one call: a root span from the redeemed token to the end, which everything told
/// about the call refers to.
final class CallTrace {
    private final Span span;

    private final Tracer tracer;
    private final Instant began = Instant.now();

    private CallTrace(Tracer tracer, Span span) {
        this.tracer = tracer;
        this.span = span;
    }

    static CallTrace begin(Tracer tracer, StreamBrief brief) {
        return new CallTrace(
                tracer,
                tracer.spanBuilder("media.call")
                        .setNoParent()
                        .setAttribute("callId", brief.callId().toString())
                        .setAttribute("attemptId", brief.attemptId().toString())
                        .startSpan());
    }

    /// W3C Trace Context, §3.2; null when nothing is traced.
    String traceparent() {
        SpanContext context = span.getSpanContext();
        return context.isValid()
                ? "00-%s-%s-%s"
                        .formatted(
                                context.getTraceId(),
                                context.getSpanId(),
                                context.getTraceFlags().asHex())
                : null;
    }

    /// One turn of speech, never a frame. Its words are in no span.
    ///
    /// @param startMs since the stream started, which was a moment before the trace
    void turn(Speaker speaker, long startMs, long endMs) {
        tracer.spanBuilder("media.turn")
                .setParent(Context.root().with(span))
                .setStartTimestamp(began.plusMillis(startMs))
                .setAttribute("speaker", speaker.name())
                .startSpan()
                .end(began.plusMillis(endMs));
    }

    void end() {
        span.end();
    }
}
