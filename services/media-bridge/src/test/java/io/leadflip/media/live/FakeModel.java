package io.leadflip.media.live;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/// A voice model that follows a script, in OpenAI's GA dialect.
final class FakeModel {
    /// @param tool name of a function it calls after speaking; null for none
    record Reply(String words, int ms, String tool, String arguments) {}

    private final Vertx vertx;
    private final Queue<Reply> replies = new ArrayDeque<>();
    private final List<JsonObject> received = new CopyOnWriteArrayList<>();
    private volatile ServerWebSocket socket;
    private volatile int open;
    private int responses;
    volatile String format = "audio/pcmu";
    volatile long connectDelayMs;
    volatile boolean closesAtOnce;
    volatile int refusesWith;
    volatile int asked;

    FakeModel(Vertx vertx) {
        this.vertx = vertx;
    }

    synchronized FakeModel replies(String words, int ms) {
        replies.add(new Reply(words, ms, null, null));
        return this;
    }

    synchronized FakeModel calls(String words, int ms, String tool, String arguments) {
        replies.add(new Reply(words, ms, tool, arguments));
        return this;
    }

    int open() {
        return open;
    }

    /// The other end of the last session's socket.
    int port() {
        return socket.remoteAddress().port();
    }

    List<JsonObject> received(String type) {
        return received.stream().filter(event -> type.equals(event.getString("type"))).toList();
    }

    void accept(HttpServerRequest request) {
        asked++;
        if (refusesWith != 0) {
            request.response().setStatusCode(refusesWith).end();
            return;
        }
        if (!"Bearer test-openai-key".equals(request.getHeader("Authorization"))) {
            request.response().setStatusCode(401).end();
            return;
        }
        request.pause();
        vertx.setTimer(
                Math.max(1, connectDelayMs), id -> request.toWebSocket().onSuccess(this::opened));
    }

    private void opened(ServerWebSocket opened) {
        socket = opened;
        open++;
        opened.exceptionHandler(failure -> {});
        opened.closeHandler(nothing -> open--);
        opened.textMessageHandler(text -> heard(new JsonObject(text)));
        tell(new JsonObject().put("type", "session.created").put("session", new JsonObject()));
        if (closesAtOnce) {
            dies();
        }
    }

    private synchronized void heard(JsonObject event) {
        received.add(event);
        switch (event.getString("type")) {
            case "session.update" ->
                    tell(new JsonObject().put("session", session()).put("type", "session.updated"));
            case "response.create" -> {
                if (!replies.isEmpty()) {
                    respond(replies.remove());
                }
            }
            default -> {}
        }
    }

    private JsonObject session() {
        JsonObject side = new JsonObject().put("format", new JsonObject().put("type", format));
        return new JsonObject()
                .put("audio", new JsonObject().put("input", side).put("output", side));
    }

    private void respond(Reply reply) {
        String response = "resp_" + ++responses;
        String item = "item_" + responses;
        tell(
                new JsonObject()
                        .put("type", "response.created")
                        .put("response", new JsonObject().put("id", response)));
        for (int sent = 0; sent < reply.ms; sent += 100) {
            tell(
                    about(response, item)
                            .put("delta", audio(100))
                            .put("type", "response.output_audio.delta"));
        }
        tell(
                about(response, item)
                        .put("type", "response.output_audio_transcript.done")
                        .put("transcript", reply.words));
        tell(about(response, item).put("type", "response.output_audio.done"));
        if (reply.tool != null) {
            tell(
                    about(response, item)
                            .put("type", "response.output_item.done")
                            .put(
                                    "item",
                                    new JsonObject()
                                            .put("type", "function_call")
                                            .put("name", reply.tool)
                                            .put("call_id", "call_" + responses)
                                            .put("arguments", reply.arguments)));
        }
        tell(
                new JsonObject()
                        .put("type", "rate_limits.updated")
                        .put("rate_limits", new JsonArray()));
        tell(
                new JsonObject()
                        .put("type", "response.done")
                        .put(
                                "response",
                                new JsonObject()
                                        .put("id", response)
                                        .put("status", "completed")
                                        .put(
                                                "usage",
                                                new JsonObject()
                                                        .put(
                                                                "input_token_details",
                                                                new JsonObject()
                                                                        .put("audio_tokens", 10)
                                                                        .put("text_tokens", 20))
                                                        .put(
                                                                "output_token_details",
                                                                new JsonObject()
                                                                        .put("audio_tokens", 30)
                                                                        .put("text_tokens", 5)))));
    }

    private static JsonObject about(String response, String item) {
        return new JsonObject()
                .put("event_id", "e")
                .put("response_id", response)
                .put("item_id", item);
    }

    private static String audio(int ms) {
        return Base64.getEncoder().encodeToString(new byte[ms * 8]);
    }

    void detectsSpeech(String item) {
        tell(
                new JsonObject()
                        .put("audio_start_ms", 400)
                        .put("type", "input_audio_buffer.speech_started")
                        .put("item_id", item));
    }

    void understands(String item, String words) {
        tell(
                new JsonObject()
                        .put("type", "input_audio_buffer.speech_stopped")
                        .put("audio_end_ms", 900)
                        .put("item_id", item));
        tell(new JsonObject().put("type", "input_audio_buffer.committed").put("item_id", item));
        tell(
                new JsonObject()
                        .put("type", "conversation.item.input_audio_transcription.completed")
                        .put("item_id", item)
                        .put("transcript", words));
    }

    void dies() {
        socket.close((short) 1011);
    }

    private void tell(JsonObject event) {
        socket.writeTextMessage(event.encode());
    }
}
