package io.leadflip.media.live;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Twilio's side of one media stream. It plays what it gets when the test lets it: `holdsBack`
/// keeps marks until they are asked for.
final class FakePhone {
    final String streamSid = "MZ" + UUID.randomUUID().toString().replace("-", "");
    final String callSid;
    final List<JsonObject> received = new CopyOnWriteArrayList<>();
    private final Vertx vertx;
    private final List<JsonObject> unechoed = new CopyOnWriteArrayList<>();
    private WebSocket socket;
    private volatile boolean closed;
    private volatile boolean holdsBack;
    private int frames;

    FakePhone(Vertx vertx, String callSid) {
        this.vertx = vertx;
        this.callSid = callSid;
    }

    static String sign(String url, String token) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        return Base64.getEncoder()
                .encodeToString(mac.doFinal(url.getBytes(StandardCharsets.UTF_8)));
    }

    FakePhone connect(int port) throws Exception {
        return connect(port, sign("ws://127.0.0.1:" + port + "/media", PeersResource.AUTH_TOKEN));
    }

    FakePhone connect(int port, String signature) throws Exception {
        return connect(port, "X-Twilio-Signature", signature);
    }

    FakePhone connect(int port, String header, String signature) throws Exception {
        WebSocketConnectOptions to =
                new WebSocketConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setURI("/media")
                        .addHeader(header, signature);
        socket =
                vertx.createWebSocketClient()
                        .connect(to)
                        .onSuccess(
                                opened -> {
                                    opened.exceptionHandler(failure -> {});
                                    opened.textMessageHandler(text -> heard(new JsonObject(text)));
                                    opened.closeHandler(nothing -> closed = true);
                                })
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(5, TimeUnit.SECONDS);
        return this;
    }

    private void heard(JsonObject message) {
        received.add(message);
        switch (message.getString("event")) {
            case "mark" -> {
                unechoed.add(message);
                if (!holdsBack) {
                    echoAll();
                }
            }
            case "clear" -> echoAll();
            default -> {}
        }
    }

    /// Everything up to the last mark is played.
    void echoAll() {
        unechoed.forEach(mark -> send(numbered("mark").put("mark", mark.getJsonObject("mark"))));
        unechoed.clear();
    }

    FakePhone holdsBack() {
        holdsBack = true;
        return this;
    }

    void plays(int marks) {
        for (int i = 0; i < marks; i++) {
            JsonObject mark = unechoed.removeFirst();
            send(numbered("mark").put("mark", mark.getJsonObject("mark")));
        }
    }

    int unplayed() {
        return unechoed.size();
    }

    FakePhone starts() {
        return starts("audio/x-mulaw");
    }

    FakePhone starts(String encoding) {
        send(
                new JsonObject()
                        .put("event", "connected")
                        .put("protocol", "Call")
                        .put("version", "1.0.0"));
        JsonObject format =
                new JsonObject()
                        .put("encoding", encoding)
                        .put("sampleRate", 8000)
                        .put("channels", 1);
        send(
                numbered("start")
                        .put(
                                "start",
                                new JsonObject()
                                        .put("streamSid", streamSid)
                                        .put("accountSid", PeersResource.ACCOUNT)
                                        .put("callSid", callSid)
                                        .put(
                                                "customParameters",
                                                new JsonObject().put("token", "one-time"))
                                        .put("mediaFormat", format)));
        return this;
    }

    /// 20 ms of audio whose bytes all have that value.
    void says(int value) {
        byte[] frame = new byte[160];
        Arrays.fill(frame, (byte) value);
        send(
                numbered("media")
                        .put(
                                "media",
                                new JsonObject()
                                        .put("track", "inbound")
                                        .put("chunk", Integer.toString(++frames))
                                        .put("timestamp", Integer.toString((frames - 1) * 20))
                                        .put(
                                                "payload",
                                                Base64.getEncoder().encodeToString(frame))));
    }

    void presses(String key) {
        send(
                numbered("dtmf")
                        .put(
                                "dtmf",
                                new JsonObject().put("track", "inbound_track").put("digit", key)));
    }

    void hangsUp() {
        send(
                numbered("stop")
                        .put(
                                "stop",
                                new JsonObject()
                                        .put("accountSid", PeersResource.ACCOUNT)
                                        .put("callSid", callSid)));
        socket.close();
    }

    /// The socket breaks off, if it is still there.
    void leaves() {
        if (!closed) {
            socket.close();
        }
    }

    /// A frame of audio as a test wants it.
    void sendsMedia(String stream, String payload) {
        send(
                numbered("media")
                        .put("streamSid", stream)
                        .put(
                                "media",
                                new JsonObject()
                                        .put("track", "inbound")
                                        .put("chunk", "1")
                                        .put("timestamp", "0")
                                        .put("payload", payload)));
    }

    void sendsText(String text) {
        socket.writeTextMessage(text);
    }

    void sendsBinary() {
        socket.writeBinaryMessage(Buffer.buffer(new byte[160]));
    }

    int port() {
        return socket.localAddress().port();
    }

    boolean closed() {
        return closed;
    }

    int closeStatus() {
        return socket.closeStatusCode();
    }

    long playedMs() {
        return received.stream()
                        .filter(message -> "media".equals(message.getString("event")))
                        .mapToLong(
                                message ->
                                        Base64.getDecoder()
                                                .decode(
                                                        message.getJsonObject("media")
                                                                .getString("payload"))
                                                .length)
                        .sum()
                / 8;
    }

    long count(String event) {
        return received.stream()
                .filter(message -> event.equals(message.getString("event")))
                .count();
    }

    private JsonObject numbered(String event) {
        return new JsonObject()
                .put("event", event)
                .put("sequenceNumber", "1")
                .put("streamSid", streamSid);
    }

    private void send(JsonObject message) {
        socket.writeTextMessage(message.encode());
    }
}
