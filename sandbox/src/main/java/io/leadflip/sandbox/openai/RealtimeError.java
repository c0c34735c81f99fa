package io.leadflip.sandbox.openai;

import io.vertx.core.json.JsonObject;

/// Why the provider does not do what a client event asks.
record RealtimeError(String code, String message, String param) {

    static RealtimeError missing(String param) {
        return new RealtimeError(
                "missing_required_parameter",
                "Missing required parameter: '%s'.".formatted(param),
                param);
    }

    static RealtimeError invalid(String param, String message) {
        return new RealtimeError("invalid_value", message, param);
    }

    static RealtimeError unknown(String param) {
        return new RealtimeError(
                "unknown_parameter", "Unknown parameter: '%s'.".formatted(param), param);
    }

    JsonObject json(String clientEventId) {
        return new JsonObject()
                .put("type", "invalid_request_error")
                .put("code", code)
                .put("message", message)
                .put("param", param)
                .put("event_id", clientEventId);
    }
}
