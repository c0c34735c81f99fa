package io.leadflip.platform.replay;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How facts are told again when an operator asks for it.
@ConfigMapping(prefix = "leadflip.replay")
public interface ReplayConfig {
    /// Most facts told in one go.
    @WithDefault("500")
    int batchSize();

    /// Wait between two batches, so that news come through.
    @WithDefault("100ms")
    Duration pause();

    /// How often a process looks for replays that nobody carries out.
    @WithDefault("2s")
    Duration pollInterval();
}
