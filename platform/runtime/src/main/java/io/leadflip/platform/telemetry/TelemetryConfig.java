package io.leadflip.platform.telemetry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How what waits is measured.
@ConfigMapping(prefix = "leadflip.telemetry")
public interface TelemetryConfig {
    /// How often what waits is looked at.
    @WithDefault("10s")
    Duration interval();
}
