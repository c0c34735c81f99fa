package io.leadflip.calls.transfer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Putting consumers through to businesses. A transfer lasts at most as long as is left of its
/// call's time limit.
@ConfigMapping(prefix = "leadflip.transfer")
public interface TransferSettings {
    /// Whether anybody is put through at all. Switched off, a wish for a person is a task.
    @WithDefault("true")
    boolean enabled();

    /// How long the business's phone rings; 5 s to 600 s.
    @WithDefault("20s")
    Duration ringTime();

    /// What must be left to talk, when the business answers at the last ring; 1 s to 1 h.
    @WithDefault("45s")
    Duration leastTalk();

    /// Consumers put through to one phone within an hour, at most; 0 to 1,000.
    @WithDefault("6")
    int perHour();
}
