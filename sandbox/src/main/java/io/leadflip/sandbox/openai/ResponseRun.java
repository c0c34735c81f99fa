package io.leadflip.sandbox.openai;

import io.leadflip.sandbox.openai.Dialogue.Reply;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;

/// One response on its way out: created, spoken chunk by chunk, its functions called, done. It may
/// be cut short at any point; afterwards it sends nothing more.
///
/// CREATED → SPEAKING → DONE, or from anywhere to DONE by `cancel` or `fail`.
final class ResponseRun {
    /// Sends the next chunk after so much sound; gives the response back when it is over.
    interface Stage {
        void later(long soundMs, Runnable next);

        void over(ResponseRun run, String status, JsonObject usage);
    }

    private final String id = Ids.next("resp");
    private final ServerEvents events;
    private final Conversation conversation;
    private final SessionConfig config;
    private final JsonObject metadata;
    private final Stage stage;
    private final TokenCount input;
    private final TokenCount cached;
    private final JsonArray output = new JsonArray();
    private TokenCount produced = TokenCount.NONE;
    private SpokenMessage speaking;
    private Reply reply;
    private long spokenMs;
    private boolean done;

    ResponseRun(
            ServerEvents events,
            Conversation conversation,
            SessionConfig config,
            JsonObject metadata,
            TokenCount earlier,
            Stage stage) {
        this.events = events;
        this.conversation = conversation;
        this.config = config;
        this.metadata = metadata;
        this.stage = stage;
        this.input = conversation.tokens().plus(new TokenCount(config.textTokens(), 0));
        this.cached = input.cachedAfter(earlier);
    }

    String id() {
        return id;
    }

    TokenCount input() {
        return input;
    }

    Reply reply() {
        return reply;
    }

    /// How long what was sent so far sounds.
    long spokenMs() {
        return spokenMs;
    }

    boolean isDone() {
        return done;
    }

    void created() {
        events.send(
                "response.created",
                new JsonObject().put("response", json("in_progress", null, null)));
    }

    void deliver(Reply next, byte[] audio) {
        if (done) {
            return;
        }
        reply = next;
        if (next.words().isEmpty()) {
            callFunctions();
        } else if (config.textOnly()) {
            write(next.words());
            callFunctions();
        } else {
            byte[] affordable = Arrays.copyOf(audio, (int) Math.min(audio.length, mostBytes()));
            speaking =
                    new SpokenMessage(
                            id,
                            output.size(),
                            next.words(),
                            affordable,
                            bytesPerMs(),
                            events,
                            conversation);
            speaking.begin();
            speak(affordable.length < audio.length);
        }
    }

    void cancel(String reason) {
        if (!done) {
            if (speaking != null) {
                endSpeech("incomplete");
                reply.calls().stream().limit(1).forEach(this::breakOff);
            }
            finish("cancelled", new JsonObject().put("type", "cancelled").put("reason", reason));
        }
    }

    void fail(String code, String message) {
        if (!done) {
            JsonObject error =
                    new JsonObject().put("type", code).put("code", code).put("message", message);
            finish("failed", new JsonObject().put("type", "failed").put("error", error));
        }
    }

    private void speak(boolean cutShort) {
        if (done) {
            return;
        }
        long ms = speaking.next(events.nextInt(100, 200));
        spokenMs = speaking.sentMs();
        if (!speaking.finished()) {
            stage.later(ms, () -> speak(cutShort));
            return;
        }
        endSpeech(cutShort ? "incomplete" : "completed");
        if (cutShort) {
            finish(
                    "incomplete",
                    new JsonObject().put("type", "incomplete").put("reason", "max_output_tokens"));
        } else {
            callFunctions();
        }
    }

    private void endSpeech(String status) {
        Item item = speaking.end(status);
        speaking = null;
        output.add(item.json());
        produced = produced.plus(item.tokens());
    }

    private void write(String words) {
        String itemId = Ids.next("item");
        Item started =
                new Item(
                        itemId,
                        Item.message(itemId, "assistant", "in_progress"),
                        TokenCount.NONE,
                        0);
        JsonObject place = place(itemId).put("content_index", 0);
        events.send("response.output_item.added", outputItem(started));
        conversation.begin(started);
        events.send(
                "response.content_part.added",
                place.copy().put("part", new JsonObject().put("type", "text").put("text", "")));
        events.send("response.output_text.delta", place.copy().put("delta", words));
        events.send("response.output_text.done", place.copy().put("text", words));
        events.send(
                "response.content_part.done",
                place.copy().put("part", new JsonObject().put("type", "text").put("text", words)));
        complete(Item.writing(itemId, "completed", words));
    }

    private void callFunctions() {
        reply.calls().forEach(this::call);
        finish("completed", null);
    }

    private void call(ToolCall call) {
        String itemId = Ids.next("item");
        String callId = Ids.next("call");
        String arguments = call.arguments().encode();
        Item item = Item.function(itemId, callId, call, "completed");
        Item started =
                new Item(
                        itemId,
                        item.json().copy().put("status", "in_progress").put("arguments", ""),
                        TokenCount.NONE,
                        0);
        JsonObject place = place(itemId).put("call_id", callId);
        events.send("response.output_item.added", outputItem(started));
        conversation.begin(started);
        int half = arguments.length() / 2;
        for (String delta : List.of(arguments.substring(0, half), arguments.substring(half))) {
            events.send("response.function_call_arguments.delta", place.copy().put("delta", delta));
        }
        events.send(
                "response.function_call_arguments.done",
                place.copy().put("name", call.name()).put("arguments", arguments));
        complete(item);
    }

    /// A function that was about to be called when the response ended: its item is finished, too,
    /// without arguments.
    private void breakOff(ToolCall call) {
        String itemId = Ids.next("item");
        Item item = Item.function(itemId, Ids.next("call"), call, "incomplete");
        item.json().put("arguments", "");
        events.send("response.output_item.added", outputItem(item));
        conversation.begin(item);
        complete(item);
    }

    private void complete(Item item) {
        events.send("response.output_item.done", outputItem(item));
        conversation.finish(item);
        output.add(item.json());
        produced = produced.plus(item.tokens());
    }

    private void finish(String status, JsonObject details) {
        done = true;
        JsonObject usage = TokenCount.usage(input, cached, produced);
        events.send(
                "response.done", new JsonObject().put("response", json(status, details, usage)));
        stage.over(this, status, usage);
    }

    private long mostBytes() {
        return Math.min(Integer.MAX_VALUE, (long) config.maxOutputTokens() * 50 * bytesPerMs());
    }

    private int bytesPerMs() {
        return config.speaksTelephone() ? 8 : 48;
    }

    private JsonObject place(String itemId) {
        return new JsonObject()
                .put("response_id", id)
                .put("item_id", itemId)
                .put("output_index", output.size());
    }

    private JsonObject outputItem(Item item) {
        return new JsonObject()
                .put("response_id", id)
                .put("output_index", output.size())
                .put("item", item.json());
    }

    private JsonObject json(String status, JsonObject details, JsonObject usage) {
        return new JsonObject()
                .put("object", "realtime.response")
                .put("id", id)
                .put("status", status)
                .put("status_details", details)
                .put("output", output.copy())
                .put("conversation_id", conversation.id())
                .put("output_modalities", config.modalities())
                .put("max_output_tokens", config.maxOutputTokensAsGiven())
                .put("audio", new JsonObject().put("output", config.output()))
                .put("usage", usage)
                .put("metadata", metadata);
    }
}
