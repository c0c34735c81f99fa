package io.leadflip.bench.events.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskLoopTest {
    private final TaskLoop loop =
            new TaskLoop(
                    Map.of(
                            "count", options -> Map.of("events", options.get("events").asInt()),
                            "break",
                                    options -> {
                                        throw new IllegalStateException("no store");
                                    }));

    @Test
    void shouldAnswerEachTaskInItsLine() throws Exception {
        // When
        var answers =
                answers("{\"task\":\"count\",\"events\":5}\n{\"task\":\"count\",\"events\":6}\n");
        // Then
        assertThat(answers)
                .containsExactly("{\"reply\":{\"events\":5}}", "{\"reply\":{\"events\":6}}");
    }

    @Test
    void shouldSayWhatFailedAndGoOn() throws Exception {
        // When
        var answers = answers("{\"task\":\"break\"}\n{\"task\":\"dance\"}\n");
        // Then
        assertThat(answers.getFirst()).contains("failure").contains("no store");
        assertThat(answers.getLast()).contains("no such task: dance");
    }

    private List<String> answers(String questions) throws IOException {
        var out = new ByteArrayOutputStream();
        loop.run(
                new ByteArrayInputStream(questions.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
