package io.leadflip.sandbox.twilio;

import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.ConnectException;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;

/// One bidirectional media stream: Twilio is the WebSocket client. Lives on its line's event loop.
///
/// ```
/// connecting ──open──▶ streaming ──closed by the server, or stopped by us──▶ ended
///      └──refused──────────────────────────────────────────────────────────────┘
/// ```
final class MediaStream implements PhoneLine.Listener {
    private static final int BINARY_FRAME = 31950;
    private static final int INVALID_MESSAGE = 31951;
    private static final int BUFFER_FULL = 31931;
    private static final int READ_TOO_SLOWLY = 31930;
    private static final int CLOSE_ERROR = 31921;
    private static final int HANDSHAKE_REFUSED = 31920;
    private static final int CONNECTION_REFUSED = 31902;
    private static final int CONNECT_TIMEOUT = 31901;

    private final String streamSid = "MZ" + UUID.randomUUID().toString().replace("-", "");
    private final Verb.ConnectStream order;
    private final PhoneLine line;
    private final CallProgress progress;
    private final StreamMessages messages;
    private final BiConsumer<MediaStream, StreamEnd> onEnd;
    private final Playout playout = new Playout();
    private WebSocket socket;
    private boolean stopped;
    private boolean ended;

    MediaStream(
            Verb.ConnectStream order,
            String accountSid,
            String callSid,
            PhoneLine line,
            CallProgress progress,
            BiConsumer<MediaStream, StreamEnd> onEnd) {
        this.order = order;
        this.line = line;
        this.progress = progress;
        this.messages = new StreamMessages(accountSid, callSid, streamSid);
        this.onEnd = onEnd;
    }

    String streamSid() {
        return streamSid;
    }

    void open(WebSocketClient client, Signature signature, Runnable onStart) {
        WebSocketConnectOptions to =
                new WebSocketConnectOptions()
                        .setAbsoluteURI(order.url())
                        .addHeader("User-Agent", "Twilio.TmeWs/1.0")
                        .addHeader(
                                Signature.HEADER,
                                signature.over(order.url(), Collections.emptySortedMap()));
        line.context()
                .runOnContext(
                        nothing ->
                                client.connect(to)
                                        .onSuccess(opened -> streaming(opened, onStart))
                                        .onFailure(this::refused));
    }

    /// The call goes on without this stream, or is over.
    void stop() {
        line.context()
                .runOnContext(
                        nothing -> {
                            stopped = true;
                            if (socket != null && !ended) {
                                socket.writeTextMessage(messages.stop());
                                socket.close();
                            }
                        });
    }

    private void streaming(WebSocket opened, Runnable onStart) {
        socket = opened;
        socket.textMessageHandler(this::received);
        socket.binaryMessageHandler(bytes -> violation(BINARY_FRAME, "binary frame"));
        socket.exceptionHandler(failure -> {});
        socket.closeHandler(nothing -> closed());
        socket.writeTextMessage(messages.connected());
        socket.writeTextMessage(messages.start(order.parameters()));
        line.attach(playout, this);
        onStart.run();
        if (stopped) {
            stop();
        }
    }

    private void refused(Throwable failure) {
        ended(
                switch (failure) {
                    case UpgradeRejectedException rejected ->
                            new StreamEnd.Broken(
                                    HANDSHAKE_REFUSED,
                                    "handshake answered " + rejected.getStatus());
                    case ConnectException refusal ->
                            new StreamEnd.Broken(
                                    String.valueOf(refusal.getMessage()).contains("timed out")
                                            ? CONNECT_TIMEOUT
                                            : CONNECTION_REFUSED,
                                    "connection failed");
                    default -> new StreamEnd.Broken(HANDSHAKE_REFUSED, "handshake failed");
                });
    }

    private void received(String text) {
        switch (AgentMessage.read(text, streamSid)) {
            case AgentMessage.Media(byte[] audio) -> {
                if (!playout.add(audio)) {
                    violation(BUFFER_FULL, "more than ten minutes of audio buffered");
                }
            }
            case AgentMessage.Mark(String name) -> playout.mark(name);
            case AgentMessage.Clear() -> playout.clear().forEach(this::echo);
            case AgentMessage.Invalid(String why) -> violation(INVALID_MESSAGE, why);
        }
    }

    @Override
    public void frame(byte[] said, char pressed, List<String> reachedMarks) {
        if (ended || stopped) {
            return;
        }
        reachedMarks.forEach(this::echo);
        if (pressed != 0) {
            socket.writeTextMessage(messages.dtmf(pressed));
        }
        if (socket.writeQueueFull()) {
            violation(READ_TOO_SLOWLY, "caller audio discarded");
        } else {
            socket.writeTextMessage(messages.media(said));
        }
    }

    private void echo(String mark) {
        socket.writeTextMessage(messages.mark(mark));
    }

    private void violation(int code, String detail) {
        progress.violation(streamSid, code, detail);
    }

    private void closed() {
        Short code = socket.closeStatusCode();
        boolean orderly =
                stopped || (code != null && (code == 1000 || code == 1001 || code == 1005));
        ended(
                orderly
                        ? new StreamEnd.Stopped()
                        : new StreamEnd.Broken(CLOSE_ERROR, "closed with status " + code));
    }

    private void ended(StreamEnd end) {
        if (ended) {
            return;
        }
        ended = true;
        line.detach();
        if (end instanceof StreamEnd.Broken(int code, String detail)) {
            violation(code, detail);
        }
        onEnd.accept(this, end);
    }
}
