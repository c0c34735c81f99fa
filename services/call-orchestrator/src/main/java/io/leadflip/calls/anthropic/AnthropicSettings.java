package io.leadflip.calls.anthropic;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// The account at Anthropic, and the model that reads transcripts; without a key the rules read
/// them and nobody advises.
@ConfigMapping(prefix = "leadflip.anthropic")
public interface AnthropicSettings {
    /// API key; absent means the deterministic reader alone.
    Optional<String> apiKey();

    /// Base URL of the Messages API.
    @WithDefault("https://api.anthropic.com")
    URI baseUrl();

    /// Model id.
    @WithDefault("claude-sonnet-4-5")
    String model();

    /// How long one extraction may take.
    @WithDefault("20s")
    Duration timeout();

    /// Most tokens of an answer.
    @WithDefault("600")
    int maxTokens();
}
