package io.leadflip.bench.events.layer;

import io.leadflip.platform.stream.StreamLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Removes what is handled every second while a run lasts; a service does so every half minute.
interface Trimming extends AutoCloseable {
    Trimming NONE = () -> {};

    @Override
    void close();

    static Trimming of(StreamLog log, List<String> streams) {
        var timer = Executors.newSingleThreadScheduledExecutor();
        timer.scheduleWithFixedDelay(() -> trim(log, streams), 1, 1, TimeUnit.SECONDS);
        return timer::shutdownNow;
    }

    private static void trim(StreamLog log, List<String> streams) {
        var groups = Set.of(TransportCarrier.GROUP);
        streams.forEach(
                stream ->
                        log.trim(stream, groups, Instant.now().minusSeconds(1))
                                .await()
                                .atMost(Duration.ofSeconds(5)));
    }
}
