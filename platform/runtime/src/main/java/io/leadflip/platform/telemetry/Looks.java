package io.leadflip.platform.telemetry;

import io.leadflip.platform.lifecycle.Rounds;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// Looks every now and then, never twice at the same time, until the process stops.
@ApplicationScoped
class Looks {
    private static final Logger LOG = Logger.getLogger(Looks.class);

    private final Vertx vertx;
    private final TelemetryConfig config;
    private volatile boolean stopped;

    Looks(Vertx vertx, TelemetryConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    void again(String what, Supplier<Uni<Void>> look) {
        var rounds = new Rounds();
        vertx.setPeriodic(
                config.interval().toMillis(),
                timer -> {
                    if (!stopped) {
                        rounds.begin(look, failure -> unmeasured(what, failure));
                    }
                });
    }

    private void unmeasured(String what, Throwable failure) {
        if (!stopped) {
            LOG.warnf("The %s was not measured: %s", what, failure.toString());
        }
    }

    void drain(@Observes ShutdownDelayInitiatedEvent event) {
        stopped = true;
    }

    void stop(@Observes @Priority(10) Shutdown event) {
        stopped = true;
    }
}
