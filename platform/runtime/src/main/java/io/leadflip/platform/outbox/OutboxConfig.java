package io.leadflip.platform.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How facts leave the outbox.
@ConfigMapping(prefix = "leadflip.outbox")
public interface OutboxConfig {
    /// Whether this process tells; off only in tests that look at the outbox itself.
    @WithDefault("true")
    boolean relay();

    /// Shortest time from the beginning of a round to that of the next: a fact that commits alone
    /// is told at once, those of neighbouring transactions travel together.
    @WithDefault("2ms")
    Duration spacing();

    /// How often the relay looks without being nudged.
    @WithDefault("200ms")
    Duration pollInterval();

    /// Longest wait after rounds that failed; what cannot be noted in Postgres is told again each
    /// time.
    @WithDefault("10s")
    Duration longestPause();

    /// Most facts told in one round.
    @WithDefault("500")
    int batchSize();

    /// How far back facts are told again when Redis turns out to have lost them and does not know
    /// which.
    @WithDefault("48h")
    Duration replayWindow();

    /// How long one round may take before it is given up and tried again.
    @WithDefault("10s")
    Duration timeout();

    /// Days that told facts are kept; the longest reach of a replay. Shorter than the inbox.
    @WithDefault("7")
    int keepDays();

    /// Days that handled facts are remembered.
    @WithDefault("14")
    int keepInboxDays();
}
