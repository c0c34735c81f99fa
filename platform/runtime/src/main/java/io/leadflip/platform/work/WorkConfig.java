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

    /// How often the dispatcher looks for work that nobody told it of: other instances', and that
    /// of claimers that died.
    @WithDefault("500ms")
    Duration pollInterval();

    /// How long after its claimer's last sign of life work is given to another. Signs of life come
    /// three times as often.
    @WithDefault("15s")
    Duration lease();

    /// How long one try may take; then it is given up and counts as failed. Until then its lease is
    /// extended: slow is not dead.
    @WithDefault("2m")
    Duration longestTry();

    /// How long a stopping process lets work in hand end.
    @WithDefault("15s")
    Duration drain();

    /// Most failed tries before work is abandoned. Being asked to come again does not count as a
    /// failure.
    @WithDefault("12")
    int maxAttempts();

    /// Most claims in a row whose claimer died before work is abandoned: it may be what kills them.
    @WithDefault("5")
    int maxLostClaims();

    /// Wait after the first failure; doubles with every further one, with jitter.
    @WithDefault("1s")
    Duration firstRetry();

    /// Longest wait between two tries.
    @WithDefault("5m")
    Duration longestRetry();
}
