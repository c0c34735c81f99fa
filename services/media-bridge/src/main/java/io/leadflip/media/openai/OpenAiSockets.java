package io.leadflip.media.openai;

import io.leadflip.media.bridge.ModelEvent;
import io.leadflip.media.live.FaultText;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.util.Set;
import org.jboss.logging.Logger;

/// WebSockets to the account at OpenAI, bounded in number, message and frame.
public final class OpenAiSockets {
    /// One end of a session's socket, from the attempt to connect on.
    public interface Listener {
        void opened(WebSocket socket);

        void received(String text);

        /// Another try would be refused as well.
        void refused(ModelEvent.Refused refusal);

        /// Not reached, failed or closed. May be told more than once.
        void lost();
    }

    private static final Logger LOG = Logger.getLogger(OpenAiSockets.class);
    private static final int MOST_SESSIONS = 10_000;
    private static final int LARGEST_MESSAGE = 1 << 20;
    private static final int LARGEST_FRAME = 1 << 18;

    /// Answers to the handshake that another try would get again: key, account, model.
    private static final Set<Integer> HOPELESS = Set.of(401, 403, 404);

    private final OpenAiConfig account;
    private final WebSocketClient client;

    public OpenAiSockets(Vertx vertx, OpenAiConfig account) {
        if (!account.baseUrl().toString().matches("https?://[^/?#]+/?")) {
            throw new IllegalArgumentException(
                    "leadflip.openai.base-url must be https:// or http:// and a host, not "
                            + account.baseUrl());
        }
        this.account = account;
        this.client =
                vertx.createWebSocketClient(
                        new WebSocketClientOptions()
                                .setMaxConnections(MOST_SESSIONS)
                                .setConnectTimeout((int) account.timeout().toMillis())
                                .setMaxFrameSize(LARGEST_FRAME)
                                .setMaxMessageSize(LARGEST_MESSAGE));
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
                .onSuccess(listener::opened)
                .onFailure(failure -> unreachable(failure, listener));
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
