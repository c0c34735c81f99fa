package io.leadflip.media.door;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/// The internal door of call-orchestrator, seen from here.
@ConfigMapping(prefix = "leadflip.door")
public interface DoorConfig {
    /// Shared secret under which our tokens are signed; at least 32 bytes.
    String secret();

    /// How long a token is good for.
    @WithDefault("60s")
    Duration tokenLifetime();

    Peers peers();

    /// How long connecting may take.
    @WithDefault("2s")
    Duration connectTimeout();

    /// How long an answer may take.
    @WithDefault("5s")
    Duration readTimeout();

    /// How long an advisor's answer may take.
    @WithDefault("8s")
    Duration adviceTimeout();

    /// How often a request is tried in all when it is safe to repeat.
    @WithDefault("3")
    int tries();

    /// Wait before a request is repeated.
    @WithDefault("200ms")
    Duration retryAfter();

    /// How often an opt-out, or a recording's stop, is asked for in all: long enough for an
    /// orchestrator to come back.
    @WithDefault("300")
    int optOutTries();

    /// Wait before an opt-out is asked for again, once the call no longer waits for it.
    @WithDefault("2s")
    Duration optOutRetryAfter();

    /// Where the doors are.
    interface Peers {
        URI callOrchestrator();
    }
}
