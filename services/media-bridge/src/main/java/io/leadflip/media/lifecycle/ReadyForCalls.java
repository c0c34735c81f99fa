package io.leadflip.media.lifecycle;

import io.leadflip.media.live.LiveCalls;
import io.leadflip.media.stream.RedisFacts;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Not ready while draining, or while Redis takes no facts.
@Readiness
@ApplicationScoped
class ReadyForCalls implements HealthCheck {
    private final LiveCalls calls;
    private final RedisFacts facts;

    ReadyForCalls(LiveCalls calls, RedisFacts facts) {
        this.calls = calls;
        this.facts = facts;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("ready for calls")
                .status(!calls.draining() && !facts.congested())
                .withData("live", calls.active())
                .withData("limit", calls.limit())
                .build();
    }
}
