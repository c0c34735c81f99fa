package io.leadflip.bench.events.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leadflip.bench.kit.report.Json;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A contestant's process: asked for one task after the other, one line of JSON each way. It lives
/// through the whole run, so that nobody is measured cold.
public final class Runner implements AutoCloseable {
    private static final Duration LONGEST_TASK = Duration.ofMinutes(60);

    private final String name;
    private final Process process;
    private final BufferedWriter questions;
    private final BufferedReader answers;

    /// @param log where the process writes its errors
    public Runner(String name, List<String> command, Map<String, String> environment, Path log)
            throws IOException {
        var builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().putAll(environment);
        this.name = name;
        this.process = builder.start();
        this.questions = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    public long pid() {
        return process.pid();
    }

    /// @throws TaskFailedException when the runner says so, ends, or is silent for an hour
    public JsonNode ask(String task, Map<String, ?> options) {
        try {
            var question = Json.MAPPER.createObjectNode().put("task", task);
            question.setAll((ObjectNode) Json.MAPPER.valueToTree(options));
            questions.write(question + "\n");
            questions.flush();
            return answer(task);
        } catch (IOException e) {
            throw new TaskFailedException(name, task, e.toString());
        }
    }

    private JsonNode answer(String task) throws IOException {
        var line = nextAnswer(task);
        if (line == null) {
            throw new TaskFailedException(name, task, "its process ended");
        }
        var answer = Json.MAPPER.readTree(line);
        if (answer.has("failure")) {
            throw new TaskFailedException(name, task, answer.get("failure").asText());
        }
        return answer.get("reply");
    }

    private String nextAnswer(String task) {
        try {
            return CompletableFuture.supplyAsync(this::readAnswer)
                    .get(LONGEST_TASK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new TaskFailedException(name, task, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TaskFailedException(name, task, "interrupted");
        }
    }

    /// Whatever else a process prints is no answer.
    private String readAnswer() {
        try {
            var line = answers.readLine();
            while (line != null && !line.startsWith("{\"")) {
                line = answers.readLine();
            }
            return line;
        } catch (IOException e) {
            return null;
        }
    }

    /// Ends the input, which ends the process; one that stays is killed.
    @Override
    public void close() {
        try {
            questions.close();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /// A figure that could not be measured; the run ends.
    public static final class TaskFailedException extends RuntimeException {
        TaskFailedException(String runner, String task, String why) {
            super(runner + " could not do " + task + ": " + why);
        }
    }
}
