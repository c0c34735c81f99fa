package io.leadflip.platform;

import io.leadflip.contracts.event.Source;
import io.smallrye.config.ConfigMapping;

/// Which of the five services this process is.
@ConfigMapping(prefix = "leadflip")
public interface Service {
    /// Name of the service: source of its facts and name of its consumer group.
    Source service();

    /// Postgres schema that holds everything the service owns.
    String schema();
}
