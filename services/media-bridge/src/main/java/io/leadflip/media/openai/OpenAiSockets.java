package io.leadflip.media.openai;

import io.leadflip.media.bridge.ModelEvent;
import io.leadflip.media.live.FaultText;
import io.netty.channel.ChannelConfig;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.impl.WebSocketInternal;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jboss.logging.Logger;

/// WebSockets to the account at OpenAI, bounded in number, message and frame, and in how long a
/// dead one goes unnoticed.
public final class OpenAiSockets {
    /// One end of a session's socket, from the attempt to connect on.
    public interface Listener {
        void opened(WebSocket socket);

        void received(String text);

        /// Another try would be refused as well.
        void refused(ModelEvent.Refused refusal);

        /// Not reached, failed, silent or closed. May be told more than once.
        void lost();
    }

    private static final Logger LOG = Logger.getLogger(OpenAiSockets.class);
    private static final int MOST_SESSIONS = 10_000;
    private static final int LARGEST_MESSAGE = 1 << 20;
    private static final int LARGEST_FRAME = 1 << 18;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /// Answers to the handshake that another try would get again: key, account, model.
    private static final Set<Integer> HOPELESS = Set.of(401, 403, 404);

    private final Vertx vertx;
    private final OpenAiConfig account;
    private final WebSocketClient client;

    public OpenAiSockets(Vertx vertx, OpenAiConfig account) {
        if (!account.baseUrl().toString().matches("https?://[^/?#]+/?")) {
            throw new IllegalArgumentException(
                    "leadflip.openai.base-url must be https:// or http:// and a host, not "
                            + account.baseUrl());
        }
        bounded("ping-every", account.pingEvery());
        bounded("pong-within", account.pongWithin());
        this.vertx = vertx;
        this.account = account;
        this.client =
                vertx.createWebSocketClient(
                        new WebSocketClientOptions()
                                .setMaxConnections(MOST_SESSIONS)
                                .setConnectTimeout((int) account.timeout().toMillis())
                                .setTcpUserTimeout((int) account.pongWithin().toMillis())
                                .setMaxFrameSize(LARGEST_FRAME)
                                .setMaxMessageSize(LARGEST_MESSAGE));
    }

    private static void bounded(String name, Duration value) {
        if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "leadflip.openai.%s must be from 1 s to 60 s, not %s".formatted(name, value));
        }
    }

    /// Everything is listened to before the connection is made: an error or a close that follows
    /// the handshake at once is not missed.
    ///
    /// Called on an event loop. Elsewhere the first messages may be lost: Vert.x 4.5 lets them flow
    /// before it has put the listeners on the socket, and only within one turn of the loop nothing
    /// comes between.
    ///
    /// @param uri path and query
    public void connect(String uri, Listener listener) {
        ClientWebSocket connecting = client.webSocket();
        connecting.textMessageHandler(listener::received);
        connecting.exceptionHandler(failure -> listener.lost());
        connecting.closeHandler(nothing -> listener.lost());
        connecting
                .connect(target(uri))
                .onSuccess(socket -> opened(socket, listener))
                .onFailure(failure -> unreachable(failure, listener));
    }

    private void opened(WebSocket socket, Listener listener) {
        Duration within = account.pongWithin();
        Heartbeat heart =
                new Heartbeat(
                        account.pingEvery(),
                        within,
                        () -> socket.writePing(Buffer.buffer()),
                        channel(socket)::isAutoRead,
                        () -> silent(listener));
        socket.pongHandler(pong -> heart.answered());
        vertx.setPeriodic(
                Heartbeat.between(within).toMillis(), timer -> look(socket, heart, timer));
        listener.opened(socket);
    }

    private static ChannelConfig channel(WebSocket socket) {
        return ((ConnectionBase) ((WebSocketInternal) socket).connection()).channel().config();
    }

    private void look(WebSocket socket, Heartbeat heart, long timer) {
        if (socket.isClosed()) {
            vertx.cancelTimer(timer);
        } else {
            heart.look();
        }
    }

    private void silent(Listener listener) {
        LOG.warnf("Voice model answers no ping within %s", account.pongWithin());
        listener.lost();
    }

    private WebSocketConnectOptions target(String uri) {
        URI base = account.baseUrl();
        boolean tls = "https".equals(base.getScheme());
        int port = base.getPort() > 0 ? base.getPort() : tls ? 443 : 80;
        return new WebSocketConnectOptions()
                .setHost(base.getHost())
                .setPort(port)
                .setSsl(tls)
                .setTimeout(account.timeout().toMillis())
                .setURI(uri)
                .addHeader("Authorization", "Bearer " + account.apiKey());
    }

    private static void unreachable(Throwable failure, Listener listener) {
        LOG.warnf("Voice model not reached: %s", FaultText.of(failure));
        if (failure instanceof UpgradeRejectedException answer
                && HOPELESS.contains(answer.getStatus())) {
            listener.refused(new ModelEvent.Refused("http-" + answer.getStatus()));
        }
        listener.lost();
    }
}
