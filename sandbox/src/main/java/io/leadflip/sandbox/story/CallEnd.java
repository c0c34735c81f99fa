package io.leadflip.sandbox.story;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// How a requested call stands when there is nothing left to wait for: it has concluded, was not
/// allowed, or its next attempt lies hours ahead.
///
/// @param word the outcome of the call, the result of its last attempt when another one is
///   scheduled, else its status
record CallEnd(String word, boolean retryScheduled) {
    private static final Set<String> FINAL = Set.of("DENIED", "CANCELLED", "UNKNOWN");
    private static final Set<String> FAULTS = Set.of("UNKNOWN", "FAILED", "PLATFORM_ENDED");

    /// Whether the call ended for a reason that lies with us and not with the person called.
    boolean endedByFault() {
        return FAULTS.contains(word);
    }

    /// Empty while the call goes on.
    static Optional<CallEnd> of(JsonObject call) {
        String status = call.getString("status", "");
        if ("CONCLUDED".equals(status)) {
            return Optional.of(new CallEnd(spelled(call.getString("outcome", status)), false));
        }
        if (FINAL.contains(status)) {
            return Optional.of(new CallEnd(status, false));
        }
        return "SCHEDULED".equals(status)
                ? lastResult(call).map(result -> new CallEnd(result, true))
                : Optional.empty();
    }

    private static Optional<String> lastResult(JsonObject call) {
        JsonArray attempts = call.getJsonArray("attempts", new JsonArray());
        if (attempts.isEmpty()) {
            return Optional.empty();
        }
        return Optional.ofNullable(attempts.getJsonObject(attempts.size() - 1).getString("result"))
                .map(CallEnd::spelled);
    }

    private static String spelled(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
