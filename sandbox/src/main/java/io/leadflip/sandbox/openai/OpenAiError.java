package io.leadflip.sandbox.openai;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/// An HTTP error in the provider's form.
record OpenAiError(int status, String code, String message) {
    static final OpenAiError NO_KEY =
            new OpenAiError(
                    401,
                    null,
                    "You didn't provide an API key. Send it as a Bearer token in the Authorization header.");
    static final OpenAiError WRONG_KEY =
            new OpenAiError(401, "invalid_api_key", "Incorrect API key provided.");

    static OpenAiError invalid(String code, String message) {
        return new OpenAiError(400, code, message);
    }

    void answer(RoutingContext context) {
        JsonObject error =
                new JsonObject()
                        .put("message", message)
                        .put("type", status < 500 ? "invalid_request_error" : "server_error")
                        .put("param", null)
                        .put("code", code);
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(new JsonObject().put("error", error).encode());
    }
}
