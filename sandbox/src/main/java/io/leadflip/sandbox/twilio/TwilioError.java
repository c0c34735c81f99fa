package io.leadflip.sandbox.twilio;

import io.vertx.core.json.JsonObject;

/// A refusal the way Twilio's REST API words it.
record TwilioError(int status, int code, String message) {
    static TwilioError badRequest(int code, String message) {
        return new TwilioError(400, code, message);
    }

    static TwilioError unauthenticated() {
        return new TwilioError(401, 20003, "Authenticate");
    }

    static TwilioError notFound(String path) {
        return new TwilioError(404, 20404, "The requested resource " + path + " was not found");
    }

    static TwilioError tooManyRequests() {
        return new TwilioError(429, 20429, "Too Many Requests");
    }

    static TwilioError internal() {
        return new TwilioError(500, 20500, "An internal server error has occurred");
    }

    JsonObject json() {
        return new JsonObject()
                .put("code", code)
                .put("message", message)
                .put("more_info", "https://www.twilio.com/docs/errors/" + code)
                .put("status", status);
    }
}
