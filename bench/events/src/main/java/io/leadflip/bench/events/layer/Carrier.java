package io.leadflip.bench.events.layer;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadflip.bench.events.runner.TaskLoop.Task;
import java.util.Map;

/// One way through the delivery layer, as tasks.
interface Carrier {
    Map<String, Task> tasks();

    /// The answer to a task that carried events.
    static Map<String, Object> carried(JsonNode options, long startedNanos, long endedNanos) {
        return Map.of("events", events(options), "seconds", (endedNanos - startedNanos) / 1e9);
    }

    static int events(JsonNode options) {
        return options.get("events").asInt();
    }
}
