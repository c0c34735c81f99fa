package io.leadflip.platform.stream;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Not ready before the streams were read once: a wrong prefix, a right that is missing, a key that
/// is no stream show themselves here. Once it has worked, an outage of Redis does not take clients
/// away from the service. Where others read all of them, it is enough that they could be read.
@Readiness
@ApplicationScoped
class StreamsReady implements HealthCheck {
    private final StreamReading reading;

    StreamsReady(StreamReading reading) {
        this.reading = reading;
    }

    @Override
    public HealthCheckResponse call() {
        var health = reading.health();
        var response =
                HealthCheckResponse.named("streams could be read")
                        .status(!reading.reads() || health.isProven());
        health.problem()
                .filter(problem -> reading.reads())
                .ifPresent(problem -> response.withData("problem", problem));
        return response.build();
    }
}
