package io.leadflip.platform.door;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The internal doors between services.
@ConfigMapping(prefix = "leadflip.door")
public interface DoorConfig {
    /// Address this service's own door listens on; `::` for all, IPv4 and IPv6.
    @WithDefault("::")
    String host();

    /// Port of this service's own door; 0 for any free one.
    int port();

    /// Shared secret under which callers' tokens are signed; at least 32 bytes.
    String secret();

    /// How long a token is good for.
    @WithDefault("60s")
    Duration tokenLifetime();

    /// Base URLs of other services' doors, by service name.
    Map<String, URI> peers();

    /// What each caller may do here, by service name: `METHOD /path`, where `*` stands for one path
    /// segment.
    Map<String, List<String>> allow();

    /// How long connecting to a door may take.
    @WithDefault("2s")
    Duration connectTimeout();

    /// How long an answer may take.
    @WithDefault("5s")
    Duration readTimeout();
}
