package io.leadflip.calls.advice;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// What the agent may ask during a call. Key, address and model are those of the transcript's
/// reader.
@ConfigMapping(prefix = "leadflip.advisor")
public interface AdvisorSettings {
    /// How long an answer may take; the bridge waits a little longer.
    @WithDefault("5s")
    Duration timeout();

    /// Most tokens of an answer: it is spoken; 1 to 1,000.
    @WithDefault("150")
    int maxTokens();

    /// Most questions within one call; 0 to 20. After them the agent is told that no more can be
    /// asked.
    @WithDefault("5")
    int questions();
}
