package io.leadflip.platform.telemetry;

import io.leadflip.platform.stream.ReaderHealth;
import io.leadflip.platform.stream.StreamLog;
import io.leadflip.platform.stream.StreamLog.GroupState;
import io.leadflip.platform.stream.StreamReading;
import io.leadflip.platform.stream.Subscriptions;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/// How far this service is behind its streams, over all of their partitions, whoever reads them;
/// and how its own reader is.
@ApplicationScoped
class StreamMetrics {
    private static final String PREFIX = "leadflip.streams.";

    private final StreamLog log;
    private final Subscriptions subscriptions;
    private final Gauges gauges;
    private final Looks looks;

    StreamMetrics(
            StreamLog log,
            Subscriptions subscriptions,
            StreamReading reading,
            Gauges gauges,
            Looks looks,
            MeterRegistry metrics) {
        this.log = log;
        this.subscriptions = subscriptions;
        this.gauges = gauges;
        this.looks = looks;
        Gauge.builder(
                        PREFIX + "silence",
                        reading.health(),
                        health -> health.silence().toMillis() / 1e3)
                .baseUnit("seconds")
                .register(metrics);
        FunctionCounter.builder(
                        PREFIX + "redeliveries", reading.health(), ReaderHealth::redelivered)
                .register(metrics);
    }

    void start(@Observes @Priority(2000) StartupEvent event) {
        if (!subscriptions.streams().isEmpty()) {
            looks.again("way behind the streams", this::look);
        }
    }

    private Uni<Void> look() {
        return Multi.createFrom()
                .iterable(subscriptions.streams())
                .onItem()
                .transformToUniAndConcatenate(stream -> log.state(stream, subscriptions.group()))
                .collect()
                .asList()
                .invoke(this::show)
                .replaceWithVoid();
    }

    /// A stream that cannot tell its lag counts for nothing there; its ages still tell.
    private void show(List<GroupState> states) {
        var lag = states.stream().mapToLong(GroupState::lag).filter(known -> known > 0).sum();
        var pending = states.stream().mapToLong(GroupState::pending).sum();
        var waiting =
                states.stream().mapToLong(state -> state.waiting().toMillis()).max().orElse(0);
        gauges.count(PREFIX + "lag", Tags.empty(), lag);
        gauges.count(PREFIX + "pending", Tags.empty(), pending);
        gauges.age(PREFIX + "age", Tags.empty(), waiting / 1e3);
    }
}
