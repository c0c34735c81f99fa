package io.leadflip.sandbox.anthropic;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/// An HTTP error in the provider's form.
record AnthropicError(int status, String type, String message) {

    static AnthropicError invalid(String message) {
        return new AnthropicError(400, "invalid_request_error", message);
    }

    /// The error the provider gives with a status.
    static AnthropicError ofStatus(int status) {
        return switch (status) {
            case 400 -> invalid("Your request is not valid.");
            case 401 -> new AnthropicError(401, "authentication_error", "invalid x-api-key");
            case 403 ->
                    new AnthropicError(
                            403, "permission_error", "Your API key may not use this resource.");
            case 404 -> new AnthropicError(404, "not_found_error", "There is no such resource.");
            case 413 ->
                    new AnthropicError(
                            413, "request_too_large", "The request is larger than allowed.");
            case 429 ->
                    new AnthropicError(
                            429, "rate_limit_error", "This request would exceed your rate limit.");
            case 529 -> new AnthropicError(529, "overloaded_error", "Overloaded");
            default -> new AnthropicError(status, "api_error", "Internal server error");
        };
    }

    void answer(RoutingContext context, String requestId) {
        JsonObject error = new JsonObject().put("type", type).put("message", message);
        if (status == 429 || status == 529) {
            context.response().putHeader("retry-after", "1");
        }
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .putHeader("request-id", requestId)
                .end(
                        new JsonObject()
                                .put("type", "error")
                                .put("error", error)
                                .put("request_id", requestId)
                                .encode());
    }
}
