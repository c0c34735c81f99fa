package io.leadflip.platform.lifecycle;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;

/// Whether this process has been told to stop. It then takes nothing new and finishes what it has
/// in hand.
@ApplicationScoped
public class Drain {
    private volatile boolean draining;

    void announced(@Observes @Priority(1) ShutdownDelayInitiatedEvent event) {
        draining = true;
    }

    void begin(@Observes @Priority(1) Shutdown event) {
        draining = true;
    }

    public boolean draining() {
        return draining;
    }
}
