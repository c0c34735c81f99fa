package io.leadflip.platform.postgres;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// What a service expects of its connections to Postgres, beside Quarkus' own settings.
@ConfigMapping(prefix = "leadflip.postgres")
public interface PostgresConfig {
    /// How long a connection may bring nothing before it is closed, whether something was asked on
    /// it or not. Longer than the `statement_timeout` of the services' roles (8 s): a server that
    /// is there has answered by then.
    @WithDefault("10s")
    Duration silence();
}
