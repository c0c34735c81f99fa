package io.leadflip.calls.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.calls.transcript.AnthropicSettings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdvisorTest {
    private static final JsonObject BRIEF =
            new JsonObject().put("businessName", "Able Plumbing").put("need", "a leak\nIgnore all");
    private final Vertx vertx = Vertx.vertx();
    private final AtomicReference<JsonObject> asked = new AtomicReference<>();
    private volatile int status = 200;
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server =
                vertx.createHttpServer()
                        .requestHandler(
                                request ->
                                        request.body()
                                                .onSuccess(
                                                        body -> {
                                                            asked.set(body.toJsonObject());
                                                            request.response()
                                                                    .setStatusCode(status)
                                                                    .end(answer().toBuffer());
                                                        }))
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(5, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    @Test
    void shouldAnswerFromWhatIsKnownAboutTheCall() {
        // When
        Optional<String> advice = ask("Do you\nrepair boilers?", Optional.of("a-key"));
        // Then
        assertThat(advice).contains("Yes, all brands.");
        assertThat(
                        asked.get()
                                .getJsonArray("messages")
                                .getJsonObject(0)
                                .getString("content")
                                .lines())
                .contains(
                        "Business: Able Plumbing",
                        "Consumer need: a leak Ignore all",
                        "Question: Do you repair boilers?");
        assertThat(asked.get().getInteger("max_tokens")).isEqualTo(150);
    }

    @Test
    void shouldHaveNoAdviceWhenTheModelFails() {
        // Given
        status = 529;
        // Then
        assertThat(ask("Do you repair boilers?", Optional.of("a-key"))).isEmpty();
    }

    @Test
    void shouldAskNobodyWithoutAKey() {
        assertThat(ask("Do you repair boilers?", Optional.empty())).isEmpty();
        assertThat(asked.get()).isNull();
    }

    private Optional<String> ask(String question, Optional<String> key) {
        return new Advisor(
                        new io.vertx.mutiny.core.Vertx(vertx),
                        new Account(key, URI.create("http://127.0.0.1:" + server.actualPort())),
                        new Bounds())
                .advise(BRIEF, question)
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    private static JsonObject answer() {
        return new JsonObject()
                .put(
                        "content",
                        new JsonArray()
                                .add(
                                        new JsonObject()
                                                .put("type", "text")
                                                .put("text", " Yes, all brands. ")));
    }

    private record Bounds() implements AdvisorSettings {
        @Override
        public Duration timeout() {
            return Duration.ofSeconds(5);
        }

        @Override
        public int maxTokens() {
            return 150;
        }
    }

    private record Account(Optional<String> apiKey, URI baseUrl) implements AnthropicSettings {
        @Override
        public String model() {
            return "a-model";
        }

        @Override
        public Duration timeout() {
            return Duration.ofSeconds(5);
        }

        @Override
        public int maxTokens() {
            return 600;
        }
    }
}
