package io.leadflip.media.live;

import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/// Everything a call talks to beside its phone.
@ApplicationScoped
class Outside {
    private final VoiceModel model;
    private final Orchestrator orchestrator;
    private final Speech speech;
    private final Facts facts;
    private final CallMetrics metrics;
    private final Tracer tracer;
    private final Clock clock = Clock.systemUTC();

    Outside(
            VoiceModel model,
            Orchestrator orchestrator,
            Speech speech,
            Facts facts,
            CallMetrics metrics,
            Tracer tracer) {
        this.model = model;
        this.orchestrator = orchestrator;
        this.speech = speech;
        this.facts = facts;
        this.metrics = metrics;
        this.tracer = tracer;
    }

    VoiceModel model() {
        return model;
    }

    Orchestrator orchestrator() {
        return orchestrator;
    }

    Speech speech() {
        return speech;
    }

    Facts facts() {
        return facts;
    }

    CallMetrics metrics() {
        return metrics;
    }

    Tracer tracer() {
        return tracer;
    }

    Clock clock() {
        return clock;
    }
}
