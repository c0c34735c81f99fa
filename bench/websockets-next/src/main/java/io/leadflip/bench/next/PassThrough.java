package io.leadflip.bench.next;

import io.quarkus.websockets.next.BasicWebSocketConnector;
import io.quarkus.websockets.next.BasicWebSocketConnector.ExecutionModel;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketClientConnection;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Two WebSockets of websockets-next whose messages are handed on as they are, the way its
/// documentation writes them: text, in order, on the event loop. Nothing is read in them.
@WebSocket(path = "/media")
public class PassThrough {
    private static final TypedKey<Uni<WebSocketClientConnection>> MODEL = new TypedKey<>("model");

    private final URI model;

    PassThrough(@ConfigProperty(name = "bench.model") URI model) {
        this.model = model;
    }

    /// What the phone says before the model is there waits for it.
    @OnOpen
    Uni<Void> opened(WebSocketConnection phone) {
        var connected = connect(phone).memoize().indefinitely();
        phone.userData().put(MODEL, connected);
        return connected.replaceWithVoid().onFailure().recoverWithUni(failure -> phone.close());
    }

    private Uni<WebSocketClientConnection> connect(WebSocketConnection phone) {
        return BasicWebSocketConnector.create()
                .baseUri(model)
                .path("/v1/realtime")
                .executionModel(ExecutionModel.NON_BLOCKING)
                .onTextMessage((voice, message) -> send(phone, message))
                .onClose((voice, reason) -> close(phone))
                .connect();
    }

    @OnTextMessage
    Uni<Void> heard(String message, WebSocketConnection phone) {
        return phone.userData().get(MODEL).chain(voice -> voice.sendText(message));
    }

    @OnClose
    Uni<Void> hungUp(WebSocketConnection phone) {
        return phone.userData()
                .get(MODEL)
                .chain(voice -> voice.isClosed() ? Uni.createFrom().voidItem() : voice.close())
                .onFailure()
                .recoverWithNull();
    }

    private static void send(WebSocketConnection phone, String message) {
        if (phone.isOpen()) {
            phone.sendText(message).subscribe().with(sent -> {}, failure -> close(phone));
        }
    }

    private static void close(WebSocketConnection phone) {
        if (phone.isOpen()) {
            phone.close().subscribe().with(closed -> {}, failure -> {});
        }
    }
}
