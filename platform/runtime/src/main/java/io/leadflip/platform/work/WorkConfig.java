package io.leadflip.platform.work;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How work rows are done.
@ConfigMapping(prefix = "leadflip.work")
public interface WorkConfig {
    /// Whether this process does work; off only in tests that do it by hand.
    @WithDefault("true")
    boolean dispatch();

    /// How often the dispatcher looks for work without being nudged.
    @WithDefault("500ms")
    Duration pollInterval();

    /// How long after scheduling the dispatcher waits for the transaction to commit.
    @WithDefault("5ms")
    Duration nudgeDelay();

    /// How long one try may take; then it is given up, and another claimer may have the work.
    @WithDefault("60s")
    Duration lease();

    /// How long a stopping process lets work in hand end.
    @WithDefault("15s")
    Duration drain();

    /// Most failed tries before work is abandoned. Being asked to come again does not count as a
    /// failure.
    @WithDefault("12")
    int maxAttempts();

    /// Wait after the first failure; doubles with every further one, with jitter.
    @WithDefault("1s")
    Duration firstRetry();

    /// Longest wait between two tries.
    @WithDefault("5m")
    Duration longestRetry();
}
