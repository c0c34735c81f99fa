package io.leadflip.intake.anthropic;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/// The language model that is asked when the rules are unsure.
@ConfigMapping(prefix = "leadflip.anthropic")
public interface AnthropicConfig {
    /// Key of the account; without one the rules decide alone.
    Optional<String> apiKey();

    /// Model id.
    String model();

    /// How long an answer may take; then the rules' answer stands.
    @WithDefault("2500ms")
    Duration deadline();

    /// Most tokens of an answer.
    @WithDefault("600")
    int maxTokens();
}
