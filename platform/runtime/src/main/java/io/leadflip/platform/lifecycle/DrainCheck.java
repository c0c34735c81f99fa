package io.leadflip.platform.lifecycle;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Not ready any more once the process is stopping.
@Readiness
@ApplicationScoped
class DrainCheck implements HealthCheck {
    private final Drain drain;

    DrainCheck(Drain drain) {
        this.drain = drain;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("not draining").status(!drain.draining()).build();
    }
}
