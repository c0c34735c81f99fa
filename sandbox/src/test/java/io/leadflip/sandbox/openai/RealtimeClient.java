package io.leadflip.sandbox.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.sandbox.speech.MuLaw;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A client of the Realtime API for tests: says things, plays audio in 20 ms frames and waits for
/// events.
final class RealtimeClient implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final ClientWebSocket socket;
    private final BlockingQueue<JsonObject> arriving = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    /// Listens before the connection is made: the first event follows the handshake at once.
    private RealtimeClient(ClientWebSocket socket) {
        this.socket = socket;
        socket.textMessageHandler(text -> arriving.add(new JsonObject(text)));
        socket.closeHandler(closed::complete);
    }

    /// On an event loop: Vert.x 4.5 lets messages flow before it has put the listeners on the
    /// socket, and only where both happen in one turn of the loop nothing comes between.
    static RealtimeClient connect(Vertx vertx, int port, String key) throws Exception {
        WebSocketConnectOptions options =
                new WebSocketConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setURI("/v1/realtime?model=gpt-realtime-2")
                        .putHeader("Authorization", "Bearer " + key);
        RealtimeClient client = new RealtimeClient(vertx.createWebSocketClient().webSocket());
        Context loop = vertx.getOrCreateContext();
        Future.<WebSocket>future(
                        connected ->
                                loop.runOnContext(
                                        nothing ->
                                                client.socket
                                                        .connect(options)
                                                        .onComplete(connected)))
                .toCompletionStage()
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return client;
    }

    void send(JsonObject event) {
        socket.writeTextMessage(event.encode());
    }

    void send(String type) {
        send(new JsonObject().put("type", type));
    }

    void configure(JsonObject session) throws Exception {
        send(
                new JsonObject()
                        .put("type", "session.update")
                        .put("session", session.put("type", "realtime")));
        await("session.updated");
    }

    void play(byte[] mulaw) {
        for (int at = 0; at < mulaw.length; at += 160) {
            byte[] frame = Arrays.copyOfRange(mulaw, at, Math.min(mulaw.length, at + 160));
            send(
                    new JsonObject()
                            .put("type", "input_audio_buffer.append")
                            .put("audio", Base64.getEncoder().encodeToString(frame)));
        }
    }

    void silence(int ms) {
        byte[] silence = new byte[ms * 8];
        Arrays.fill(silence, MuLaw.SILENCE);
        play(silence);
    }

    /// The next event of this type; everything before it is passed over.
    JsonObject await(String type) throws Exception {
        return until(type).getLast();
    }

    /// Everything up to and with the next event of this type.
    List<JsonObject> until(String type) throws Exception {
        List<JsonObject> events = new ArrayList<>();
        while (events.isEmpty() || !type.equals(events.getLast().getString("type"))) {
            JsonObject event = arriving.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError(
                        "No "
                                + type
                                + " after "
                                + events.stream().map(each -> each.getString("type")).toList()
                                + (closed.isDone() ? " until it was closed" : ""));
            }
            events.add(event);
        }
        return events;
    }

    boolean nothingArrived() {
        return arriving.isEmpty();
    }

    JsonObject error() throws Exception {
        return await("error").getJsonObject("error");
    }

    void awaitClose() throws Exception {
        closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        socket.close();
    }

    /// The one event of its kind.
    static JsonObject only(List<JsonObject> events, String type) {
        List<JsonObject> found =
                events.stream().filter(event -> type.equals(event.getString("type"))).toList();
        assertThat(found).as(type).hasSize(1);
        return found.getFirst();
    }
}
