package io.leadflip.calls.recording;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Recording of calls at the provider.
@ConfigMapping(prefix = "leadflip.recording")
public interface RecordingSettings {
    /// Whether anybody is asked, and any call recorded, at all.
    @WithDefault("false")
    boolean enabled();

    /// How long a recording is kept, from the consumer's yes on; 1 h to 366 days.
    @WithDefault("30d")
    Duration keep();
}
