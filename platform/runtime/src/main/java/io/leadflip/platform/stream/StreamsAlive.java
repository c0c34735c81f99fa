package io.leadflip.platform.stream;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/// The process is ill when its reader has died. A Redis that cannot be reached is not the process's
/// illness: it keeps trying, and clients and webhooks are served meanwhile.
@Liveness
@ApplicationScoped
class StreamsAlive implements HealthCheck {
    private final StreamReading reading;

    StreamsAlive(StreamReading reading) {
        this.reading = reading;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("streams are read")
                .status(reading.alive())
                .withData("silentMillis", reading.health().silence().toMillis())
                .build();
    }
}
