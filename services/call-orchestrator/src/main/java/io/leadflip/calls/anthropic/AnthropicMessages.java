package io.leadflip.calls.anthropic;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import java.time.Duration;

/// Asks a model over Anthropic's Messages API, once; whoever asks decides what a failure means.
public final class AnthropicMessages {
    private static final String VERSION = "2023-06-01";
    private static final int CONNECTIONS = 8;

    private final WebClient http;
    private final AnthropicSettings account;

    public AnthropicMessages(Vertx vertx, AnthropicSettings account, Duration connectWithin) {
        this.account = account;
        this.http =
                WebClient.create(
                        vertx,
                        new WebClientOptions()
                                .setMaxPoolSize(CONNECTIONS)
                                .setConnectTimeout((int) connectWithin.toMillis()));
    }

    /// Whether there is a key; without one nothing can be asked.
    public boolean available() {
        return account.apiKey().filter(key -> !key.isBlank()).isPresent();
    }

    /// One message to the model.
    ///
    /// @param system its task
    /// @param prompt what it works on, where others' words are data
    public JsonObject request(String system, String prompt, int maxTokens) {
        return new JsonObject()
                .put("model", account.model())
                .put("max_tokens", maxTokens)
                .put("system", system)
                .put(
                        "messages",
                        new JsonArray()
                                .add(new JsonObject().put("role", "user").put("content", prompt)));
    }

    /// The model's message. Fails when there is none in time, or another status than 200.
    public Uni<JsonObject> send(JsonObject request, Duration within) {
        return http.postAbs(account.baseUrl() + "/v1/messages")
                .timeout(within.toMillis())
                .putHeader("x-api-key", account.apiKey().orElseThrow())
                .putHeader("anthropic-version", VERSION)
                .sendJsonObject(request)
                .map(AnthropicMessages::message);
    }

    private static JsonObject message(HttpResponse<Buffer> response) {
        if (response.statusCode() != 200) {
            throw new IllegalStateException("The model answered " + response.statusCode());
        }
        return response.bodyAsJsonObject();
    }

    /// The first text of the model's message; null when there is none.
    public static String text(JsonObject message) {
        return message.getJsonArray("content").getJsonObject(0).getString("text");
    }
}
