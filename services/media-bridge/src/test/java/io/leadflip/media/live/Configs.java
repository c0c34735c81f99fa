package io.leadflip.media.live;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;

/// Configuration as the service reads it, of a few values and the defaults of all others.
public final class Configs {
    private Configs() {}

    public static <C> C of(Class<C> mapping, Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withSources(new PropertiesConfigSource(values, "test", 1))
                .withMapping(mapping)
                .build()
                .getConfigMapping(mapping);
    }
}
