package io.leadflip.platform.stream;

import io.leadflip.contracts.event.EventStreams;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How facts travel through Redis streams.
@ConfigMapping(prefix = "leadflip.events")
public interface StreamConfig {
    /// First part of every key; sets installations apart.
    @WithDefault("lf")
    String prefix();

    /// Partitions per domain; the same in every service.
    @WithDefault("16")
    int partitions();

    /// Whether this process reads; off only in tests that do not.
    @WithDefault("true")
    boolean consume();

    /// Most entries taken per partition in one read.
    @WithDefault("64")
    int batchSize();

    /// How long a read waits for news. Shorter than any proxy's idle limit.
    @WithDefault("1s")
    Duration block();

    /// How much later than `block` a read is given up and its connection closed.
    @WithDefault("3s")
    Duration watchdog();

    /// How long a partition belongs to a reader that went silent.
    @WithDefault("10s")
    Duration lease();

    /// How long handling one fact may take.
    @WithDefault("20s")
    Duration handlingTimeout();

    /// Most tries of a fact before it is a dead letter.
    @WithDefault("24")
    int maxAttempts();

    /// Wait before the second try; doubles with every try, with jitter.
    @WithDefault("500ms")
    Duration firstRetry();

    /// Longest wait between two tries.
    @WithDefault("5m")
    Duration longestRetry();

    /// How long entries stay in a stream after every group has handled them.
    @WithDefault("1h")
    Duration keepHandled();

    /// How often handled entries are trimmed.
    @WithDefault("5m")
    Duration trimInterval();

    default EventStreams streams() {
        return new EventStreams(prefix(), partitions());
    }
}
