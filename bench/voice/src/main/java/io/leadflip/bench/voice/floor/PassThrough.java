package io.leadflip.bench.voice.floor;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketBase;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;

/// The floor: two WebSockets of Vert.x whose frames are handed on as they are. Nothing is read in
/// them, nothing is decided; a relay that does its work can come near it, not below.
public final class PassThrough extends AbstractVerticle {
    private final int port;
    private final int modelPort;

    private PassThrough(int port, int modelPort) {
        this.port = port;
        this.modelPort = modelPort;
    }

    public static void main(String[] args) {
        Vertx.vertx()
                .deployVerticle(
                        new PassThrough(Integer.parseInt(args[0]), Integer.parseInt(args[1])))
                .onFailure(
                        failure -> {
                            System.err.println(failure);
                            System.exit(1);
                        });
    }

    @Override
    public void start() {
        WebSocketClient client =
                vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(10_000));
        vertx.createHttpServer(new HttpServerOptions())
                .webSocketHandler(phone -> arrived(client, phone))
                .requestHandler(request -> request.response().end("ok"))
                .listen(port, "127.0.0.1");
    }

    private void arrived(WebSocketClient client, ServerWebSocket phone) {
        phone.pause();
        client.connect(
                        new WebSocketConnectOptions()
                                .setHost("127.0.0.1")
                                .setPort(modelPort)
                                .setURI("/v1/realtime"))
                .onSuccess(model -> join(phone, model))
                .onFailure(failure -> phone.close());
    }

    private static void join(ServerWebSocket phone, WebSocket model) {
        handOn(phone, model);
        handOn(model, phone);
        phone.resume();
    }

    private static void handOn(WebSocketBase from, WebSocketBase to) {
        from.frameHandler(
                frame -> {
                    if (!frame.isClose() && !to.isClosed()) {
                        to.writeFrame(frame);
                    }
                });
        from.exceptionHandler(failure -> {});
        from.closeHandler(
                nothing -> {
                    if (!to.isClosed()) {
                        to.close();
                    }
                });
    }
}
