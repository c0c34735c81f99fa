package io.leadflip.media.live;

import io.leadflip.contracts.door.StreamBrief;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;

/// The trace of one call: a root span from the redeemed token to the end, which everything told
/// about the call refers to.
final class CallTrace {
    private final Span span;

    private CallTrace(Span span) {
        this.span = span;
    }

    static CallTrace begin(Tracer tracer, StreamBrief brief) {
        return new CallTrace(
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

    void end() {
        span.end();
    }
}
