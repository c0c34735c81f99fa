package io.leadflip.platform.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How facts leave the outbox.
@ConfigMapping(prefix = "leadflip.outbox")
public interface OutboxConfig {
    /// Whether this process publishes; off only in tests that look at the outbox itself.
    @WithDefault("true")
    boolean relay();

    /// How long after an append the relay waits for its transaction to commit.
    @WithDefault("5ms")
    Duration nudgeDelay();

    /// How often the relay looks without being nudged.
    @WithDefault("200ms")
    Duration pollInterval();

    /// Most facts published in one go.
    @WithDefault("500")
    int batchSize();

    /// How far back published facts are told again when Redis turns out to have lost them.
    @WithDefault("48h")
    Duration replayWindow();

    /// How long one publishing round may take before it is given up and tried again.
    @WithDefault("10s")
    Duration timeout();
}
