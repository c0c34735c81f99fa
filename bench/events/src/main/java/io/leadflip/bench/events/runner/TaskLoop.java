package io.leadflip.bench.events.runner;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadflip.bench.kit.report.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// The runner's side of the talk: one task a line in, one answer a line out, until the input ends.
public final class TaskLoop {
    private final Map<String, Task> tasks;

    public TaskLoop(Map<String, Task> tasks) {
        this.tasks = Map.copyOf(tasks);
    }

    public void run(InputStream in, PrintStream out) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            out.println(Json.MAPPER.writeValueAsString(answer(Json.MAPPER.readTree(line))));
            out.flush();
        }
    }

    private Map<String, ?> answer(JsonNode question) {
        var name = question.path("task").asText();
        var task = tasks.get(name);
        if (task == null) {
            return Map.of("failure", "no such task: " + name);
        }
        try {
            return Map.of("reply", task.run(question));
        } catch (Exception e) {
            e.printStackTrace();
            return Map.of("failure", e.toString());
        }
    }

    /// Something a runner can be asked for.
    @FunctionalInterface
    public interface Task {
        Map<String, ?> run(JsonNode options) throws Exception;
    }
}
