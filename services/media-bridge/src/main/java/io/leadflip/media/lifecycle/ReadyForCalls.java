package io.leadflip.media.lifecycle;

import io.leadflip.media.live.LiveCalls;
import io.leadflip.media.live.ModelCheck;
import io.leadflip.media.stream.RedisFacts;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Not ready while draining, while Redis takes no facts, or before the voice model has shown that
/// it works.
@Readiness
@ApplicationScoped
class ReadyForCalls implements HealthCheck {
    private final LiveCalls calls;
    private final RedisFacts facts;
    private final ModelCheck model;

    ReadyForCalls(LiveCalls calls, RedisFacts facts, ModelCheck model) {
        this.calls = calls;
        this.facts = facts;
        this.model = model;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("ready for calls")
                .status(!calls.draining() && !facts.congested() && model.works())
                .withData("live", calls.active())
                .withData("limit", calls.limit())
                .withData("model", words(model.verdict()))
                .build();
    }

    private static String words(ModelCheck.Verdict verdict) {
        return switch (verdict) {
            case ModelCheck.Verdict.Open() -> "not tried yet";
            case ModelCheck.Verdict.Works() -> "works";
            case ModelCheck.Verdict.Fails(String why) -> why;
        };
    }
}
