package io.leadflip.sandbox.openai;

import io.vertx.core.json.JsonObject;

/// One function the model wants called.
record ToolCall(String name, JsonObject arguments) {}
