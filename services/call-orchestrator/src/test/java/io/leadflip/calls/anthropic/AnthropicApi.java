package io.leadflip.calls.anthropic;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// Anthropic's Messages API on a local port: says what it is told to and keeps what it was asked.
public final class AnthropicApi implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private volatile JsonObject asked;
    private volatile String text;
    private volatile int status = 200;
    private final AtomicInteger requests = new AtomicInteger();

    public AnthropicApi(String text) {
        this.text = text;
        this.server =
                done(vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1"));
    }

    public void says(String words) {
        text = words;
    }

    public void failsWith(int code) {
        status = code;
    }

    /// The last request; null when there was none.
    public JsonObject asked() {
        return asked;
    }

    public int requests() {
        return requests.get();
    }

    /// The lines of the last request's message.
    public Stream<String> prompt() {
        return asked.getJsonArray("messages").getJsonObject(0).getString("content").lines();
    }

    public io.vertx.mutiny.core.Vertx vertx() {
        return new io.vertx.mutiny.core.Vertx(vertx);
    }

    public AnthropicSettings account() {
        return account(Optional.of("a-key"));
    }

    public AnthropicSettings account(Optional<String> key) {
        return new Account(key, URI.create("http://127.0.0.1:" + server.actualPort()));
    }

    @Override
    public void close() {
        done(vertx.close());
    }

    private void answer(HttpServerRequest request) {
        request.body()
                .onSuccess(
                        body -> {
                            asked = body.toJsonObject();
                            requests.incrementAndGet();
                            request.response().setStatusCode(status).end(message().toBuffer());
                        });
    }

    private JsonObject message() {
        return new JsonObject()
                .put("stop_reason", "end_turn")
                .put(
                        "content",
                        new JsonArray().add(new JsonObject().put("type", "text").put("text", text)))
                .put("usage", new JsonObject().put("input_tokens", 200).put("output_tokens", 50));
    }

    private static <T> T done(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
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
