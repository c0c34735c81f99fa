package io.leadflip.platform.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How rate limits are asked.
@ConfigMapping(prefix = "leadflip.limits")
public interface LimitConfig {
    /// First part of every key in Redis.
    @WithDefault("lf:limit")
    String prefix();

    /// How long Redis may take; then it counts as unreachable.
    @WithDefault("1s")
    Duration answerWithin();

    /// How long to wait before a closed limit is asked again when Redis was unreachable.
    @WithDefault("2s")
    Duration askAgainAfter();
}
