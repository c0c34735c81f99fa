package io.leadflip.calls;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/// Settings that a test wants different from those of all others, by their names.
public class DifferentSettings implements QuarkusTestResourceLifecycleManager {
    private Map<String, String> settings;

    @Override
    public void init(Map<String, String> arguments) {
        settings = Map.copyOf(arguments);
    }

    /// After the resource that holds for everybody else.
    @Override
    public int order() {
        return 1;
    }

    @Override
    public Map<String, String> start() {
        return settings;
    }

    @Override
    public void stop() {}
}
