package io.leadflip.platform.deadletter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How dead letters are looked at and put back.
@ConfigMapping(prefix = "leadflip.dead-letters")
public interface DeadLetterConfig {
    /// Most letters on one page.
    @WithDefault("200")
    int page();

    /// Most letters replayed, discarded or tried dry by one request.
    @WithDefault("500")
    int atOnce();
}
