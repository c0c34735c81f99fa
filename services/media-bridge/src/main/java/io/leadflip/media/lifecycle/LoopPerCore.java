package io.leadflip.media.lifecycle;

import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;

/// As many event loops as there are cores, unless `quarkus.vertx.event-loops-pool-size` says
/// otherwise; the framework's usual number is twice that. All work on a call is done on its loop
/// and none of it waits, so a second loop on a core only takes turns with the first: more waking
/// up, and fewer frames each time.
public final class LoopPerCore implements ConfigSource {
    static final String LOOPS = "quarkus.vertx.event-loops-pool-size";

    /// Below `application.properties` and everything an operator sets.
    private static final int ORDINAL = 200;

    @Override
    public Set<String> getPropertyNames() {
        return Set.of(LOOPS);
    }

    @Override
    public String getValue(String name) {
        return LOOPS.equals(name)
                ? Integer.toString(Runtime.getRuntime().availableProcessors())
                : null;
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }

    @Override
    public String getName() {
        return "a loop per core";
    }
}
