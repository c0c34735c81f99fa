package io.leadflip.media.stream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How facts travel through Redis streams; the same keys as in every service.
@ConfigMapping(prefix = "leadflip.events")
public interface FactsConfig {
    /// First part of every key; sets installations apart.
    @WithDefault("lf")
    String prefix();

    /// Partitions per domain; the same in every service.
    @WithDefault("16")
    int partitions();

    /// Most facts that may wait for Redis; beyond it the bridge takes no new calls, and at twice as
    /// many facts are lost.
    @WithDefault("5000")
    int waiting();

    /// Most facts sent in one go.
    @WithDefault("64")
    int batchSize();

    /// Wait before the second try; doubles with every try.
    @WithDefault("100ms")
    Duration firstRetry();

    /// Longest wait between two tries.
    @WithDefault("5s")
    Duration longestRetry();

    /// How long a try may take.
    @WithDefault("5s")
    Duration timeout();
}
