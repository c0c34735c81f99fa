package io.leadflip.platform.stream;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/// The process is ill when its reader has died. A Redis that cannot be reached is not the process's
/// illness: it keeps trying, and clients and webhooks are served meanwhile.
@Liveness
@ApplicationScoped
class StreamReaderCheck implements HealthCheck {
    private final StreamReader reader;

    StreamReaderCheck(StreamReader reader, MeterRegistry metrics) {
        this.reader = reader;
        metrics.gauge(
                "leadflip.streams.silence.seconds", reader, r -> r.sinceLastRead().toSeconds());
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("streams are read")
                .status(reader.alive())
                .withData("silentMillis", reader.sinceLastRead().toMillis())
                .build();
    }
}
