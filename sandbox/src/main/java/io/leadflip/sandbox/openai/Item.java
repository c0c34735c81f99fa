package io.leadflip.sandbox.openai;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/// One thing in a conversation: its JSON as clients see it, what it costs to read again, and for
/// the model's speech how long it is.
record Item(String id, JsonObject json, TokenCount tokens, long audioMs) {

    static Item heard(String id, long ms) {
        JsonObject content = new JsonObject().put("type", "input_audio").put("transcript", null);
        return new Item(id, message(id, "user", "completed", content), TokenCount.heard(ms), 0);
    }

    static Item speech(String id, String status, String transcript, long ms) {
        JsonObject content =
                new JsonObject().put("type", "output_audio").put("transcript", transcript);
        return new Item(
                id,
                message(id, "assistant", status, content),
                TokenCount.spoken(transcript, ms),
                ms);
    }

    static Item writing(String id, String status, String text) {
        JsonObject content = new JsonObject().put("type", "output_text").put("text", text);
        return new Item(id, message(id, "assistant", status, content), TokenCount.text(text), 0);
    }

    static Item function(String id, String callId, ToolCall call, String status) {
        JsonObject json =
                base(id, "function_call", status)
                        .put("call_id", callId)
                        .put("name", call.name())
                        .put("arguments", call.arguments().encode());
        return new Item(id, json, TokenCount.text(json.getString("arguments") + call.name()), 0);
    }

    static JsonObject base(String id, String type, String status) {
        return new JsonObject()
                .put("id", id)
                .put("object", "realtime.item")
                .put("type", type)
                .put("status", status);
    }

    static JsonObject message(String id, String role, String status, JsonObject... content) {
        return base(id, "message", status)
                .put("role", role)
                .put("content", new JsonArray(List.of(content)));
    }

    boolean isSpeech() {
        return audioMs > 0;
    }

    /// The item after everything beyond `ms` was forgotten, transcript included.
    Item truncatedTo(long ms) {
        return speech(id, json.getString("status"), "", ms);
    }
}
