package io.leadflip.sandbox.anthropic;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;

/// A request for one message, checked as the provider checks it.
record MessageRequest(String model, int maxTokens, Prompt prompt, JsonObject schema) {

    /// The first thing that is wrong with a body, in the provider's words.
    static Optional<String> wrong(JsonObject body) {
        if (!(body.getValue("model") instanceof String model) || model.isBlank()) {
            return Optional.of("model: Field required");
        }
        if (!(body.getValue("max_tokens") instanceof Integer maxTokens)) {
            return Optional.of("max_tokens: Field required");
        }
        if (maxTokens < 1) {
            return Optional.of("max_tokens: Input should be greater than or equal to 1");
        }
        if (!(body.getValue("messages") instanceof JsonArray messages)) {
            return Optional.of("messages: Field required");
        }
        return wrongMessages(messages).or(() -> wrongFormat(body));
    }

    static MessageRequest of(JsonObject body) {
        return new MessageRequest(
                body.getString("model"),
                body.getInteger("max_tokens"),
                Prompt.of(body),
                schema(body).orElse(null));
    }

    private static Optional<String> wrongMessages(JsonArray messages) {
        if (messages.isEmpty()) {
            return Optional.of("messages: at least one message is required");
        }
        for (int i = 0; i < messages.size(); i++) {
            if (!(messages.getValue(i) instanceof JsonObject message)) {
                return Optional.of("messages.%d: Input should be a valid dictionary".formatted(i));
            }
            if (!Set.of("user", "assistant").contains(String.valueOf(message.getValue("role")))) {
                return Optional.of(
                        "messages: Unexpected role \"%s\". The Messages API accepts a top-level `system` parameter, not such a role."
                                .formatted(message.getValue("role")));
            }
            boolean empty =
                    message.getValue("content") instanceof String text
                            ? text.isBlank()
                            : !(message.getValue("content") instanceof JsonArray);
            if (empty) {
                return Optional.of("messages.%d: content must not be empty".formatted(i));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> wrongFormat(JsonObject body) {
        if (!(body.getValue("output_config") instanceof JsonObject config)
                || config.getValue("format") == null) {
            return Optional.empty();
        }
        if (!(config.getValue("format") instanceof JsonObject format)
                || !"json_schema".equals(format.getValue("type"))) {
            return Optional.of("output_config.format.type: Input should be 'json_schema'");
        }
        return schema(body)
                .map(
                        schema ->
                                SchemaRules.broken(schema)
                                        .map(rule -> "output_config.format.schema: " + rule))
                .orElse(Optional.of("output_config.format.schema: Field required"));
    }

    private static Optional<JsonObject> schema(JsonObject body) {
        return Optional.ofNullable(body.getJsonObject("output_config"))
                .map(config -> config.getJsonObject("format"))
                .map(format -> format.getJsonObject("schema"));
    }
}
