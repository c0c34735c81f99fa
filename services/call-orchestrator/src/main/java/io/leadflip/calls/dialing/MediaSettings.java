package io.leadflip.calls.dialing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/// How a call reaches a media bridge.
@ConfigMapping(prefix = "leadflip.media")
public interface MediaSettings {
    /// Public `wss` origin of the media bridges.
    URI origin();

    /// Secret under which stream tokens are made; at least 32 bytes.
    String tokenSecret();

    /// How long a stream token is good for.
    @WithDefault("60s")
    Duration tokenLifetime();
}
