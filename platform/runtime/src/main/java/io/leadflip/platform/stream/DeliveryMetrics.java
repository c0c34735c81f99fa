package io.leadflip.platform.stream;

import io.leadflip.contracts.event.Event;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/// Counts what became of facts: `leadflip.events` by type and result (`handled`, `repeated`,
/// `failed`).
@ApplicationScoped
class DeliveryMetrics {
    private final MeterRegistry registry;

    DeliveryMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void count(Event event, String result) {
        registry.counter("leadflip.events", "type", event.type().shortName(), "result", result)
                .increment();
    }
}
