package io.leadflip.calls.contact;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Which contact rules apply.
@ConfigMapping(prefix = "leadflip.contact")
public interface ContactSettings {
    /// Name of the rule pack; `sandbox` is refused in production.
    @WithDefault("us-default")
    String rulePack();
}
