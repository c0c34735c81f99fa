package io.leadflip.platform.stream;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Not ready while the streams are not being read.
@Readiness
@ApplicationScoped
class StreamReaderCheck implements HealthCheck {
    private final StreamReader reader;
    private final StreamConfig config;

    StreamReaderCheck(StreamReader reader, StreamConfig config) {
        this.reader = reader;
        this.config = config;
    }

    @Override
    public HealthCheckResponse call() {
        var silence = reader.sinceLastRead();
        var bearable = config.block().plus(config.watchdog()).plus(config.handlingTimeout());
        return HealthCheckResponse.named("streams are read")
                .status(silence.compareTo(bearable) < 0)
                .withData("silentMillis", silence.toMillis())
                .build();
    }
}
