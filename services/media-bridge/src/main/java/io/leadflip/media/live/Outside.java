package io.leadflip.media.live;

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
    private final Clock clock = Clock.systemUTC();

    Outside(
            VoiceModel model,
            Orchestrator orchestrator,
            Speech speech,
            Facts facts,
            CallMetrics metrics) {
        this.model = model;
        this.orchestrator = orchestrator;
        this.speech = speech;
        this.facts = facts;
        this.metrics = metrics;
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

    Clock clock() {
        return clock;
    }
}
