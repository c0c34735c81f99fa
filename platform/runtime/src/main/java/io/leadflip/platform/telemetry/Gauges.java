package io.leadflip.platform.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/// Numbers that are looked up now and then and shown until the next look.
@ApplicationScoped
class Gauges {
    private record Name(String name, Tags tags) {}

    private final Map<Name, AtomicReference<Double>> values = new ConcurrentHashMap<>();
    private final MeterRegistry registry;

    Gauges(MeterRegistry registry) {
        this.registry = registry;
    }

    void count(String name, Tags tags, Number value) {
        show(name, null, tags, value);
    }

    /// @param seconds null when nothing waits
    void age(String name, Tags tags, Number seconds) {
        show(name, "seconds", tags, seconds);
    }

    private void show(String name, String unit, Tags tags, Number value) {
        values.computeIfAbsent(new Name(name, tags), key -> gauge(key, unit))
                .set(value == null ? 0 : value.doubleValue());
    }

    private AtomicReference<Double> gauge(Name key, String unit) {
        var value = new AtomicReference<>(0.0);
        Gauge.builder(key.name(), value, AtomicReference::get)
                .tags(key.tags())
                .baseUnit(unit)
                .strongReference(true)
                .register(registry);
        return value;
    }
}
