package io.leadflip.bench.events.rounds;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadflip.bench.events.runner.Runner;
import java.util.LinkedHashMap;
import java.util.Map;

/// Somebody who is measured: a process and the options it runs best with.
public record Contestant(String name, Runner runner, Map<String, Object> options) {
    public Contestant {
        options = Map.copyOf(options);
    }

    public JsonNode ask(String task, Map<String, Object> more) {
        var all = new LinkedHashMap<>(options);
        all.putAll(more);
        return runner.ask(task, all);
    }

    public Contestant with(Map<String, Object> more) {
        var all = new LinkedHashMap<>(options);
        all.putAll(more);
        return new Contestant(name, runner, all);
    }
}
