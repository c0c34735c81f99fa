package io.leadflip.platform.telemetry;

import io.leadflip.platform.problem.FailureDescription;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.util.Optional;
import java.util.regex.Pattern;

/// Carries the trace across streams and work rows as W3C Trace Context `traceparent` (§3.2).
public final class Traces {
    private static final Pattern TRACEPARENT =
            Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");

    private Traces() {}

    /// The `traceparent` of the span that is running here.
    public static Optional<String> current() {
        var span = Span.current().getSpanContext();
        return span.isValid()
                ? Optional.of(
                        "00-"
                                + span.getTraceId()
                                + "-"
                                + span.getSpanId()
                                + "-"
                                + span.getTraceFlags().asHex())
                : Optional.empty();
    }

    /// Spans leave the house, and messages may repeat what people gave; so a span learns only of
    /// which kinds its failure was.
    public static void failed(Span span, Throwable failure) {
        span.setStatus(StatusCode.ERROR, FailureDescription.kinds(failure));
    }

    /// The context a `traceparent` names, as parent for a new span; the root context when it names
    /// none.
    public static Context parent(String traceparent) {
        var matcher = TRACEPARENT.matcher(traceparent == null ? "" : traceparent);
        if (!matcher.matches()) {
            return Context.root();
        }
        var remote =
                SpanContext.createFromRemoteParent(
                        matcher.group(1),
                        matcher.group(2),
                        TraceFlags.fromHex(matcher.group(3), 0),
                        TraceState.getDefault());
        return Context.root().with(Span.wrap(remote));
    }
}
