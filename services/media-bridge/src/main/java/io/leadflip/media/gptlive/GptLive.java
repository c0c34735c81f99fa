package io.leadflip.media.gptlive;

import io.leadflip.media.bridge.ModelCommand;
import io.leadflip.media.bridge.ModelEvent;
import io.leadflip.media.live.AgentAudio;
import io.leadflip.media.live.VoiceModel;
import io.leadflip.media.openai.OpenAiConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// OpenAI's GPT-Live over its primary WebSocket, 8 kHz µ-law both ways.
///
/// Every piece of audio is looked into, so none takes the short way of `AgentAudio`.
///
/// The provider bills by the second and tells how many at the end, so a session is closed in words
/// and its last word is waited for.
@ApplicationScoped
@Identifier("gpt-live")
class GptLive implements VoiceModel {
    private static final Logger LOG = Logger.getLogger(GptLive.class);
    private static final int LARGEST_MESSAGE = 1 << 20;
    private static final int LARGEST_FRAME = 1 << 18;
    private static final int MOST_SESSIONS = 10_000;

    /// Answers to the handshake that another try would get again: key, account, model.
    private static final Set<Integer> HOPELESS = Set.of(401, 403, 404);

    private final Vertx vertx;
    private final OpenAiConfig account;
    private final GptLiveConfig config;
    private final WebSocketClient client;
    private final Counter seconds;
    private final LiveWriter writer;

    GptLive(Vertx vertx, OpenAiConfig account, GptLiveConfig config, MeterRegistry metrics) {
        this.vertx = vertx;
        this.account = account;
        this.config = config;
        this.seconds = metrics.counter("leadflip.media.live.seconds");
        this.writer = new LiveWriter(config.model(), config.backendModel(), account.voice());
        this.client =
                vertx.createWebSocketClient(
                        new WebSocketClientOptions()
                                .setMaxConnections(MOST_SESSIONS)
                                .setConnectTimeout((int) account.timeout().toMillis())
                                .setMaxFrameSize(LARGEST_FRAME)
                                .setMaxMessageSize(LARGEST_MESSAGE));
    }

    @Override
    public String name() {
        return config.model();
    }

    @Override
    public ModelLine connect(
            Context context, Consumer<ModelEvent> events, AgentAudio audio, Runnable onceRead) {
        LiveLine line = new LiveLine(events, onceRead);
        context.runOnContext(nothing -> line.connect(client.webSocket(), target()));
        return line;
    }

    private WebSocketConnectOptions target() {
        URI base = account.baseUrl();
        boolean tls = "https".equals(base.getScheme());
        int port = base.getPort() > 0 ? base.getPort() : tls ? 443 : 80;
        return new WebSocketConnectOptions()
                .setHost(base.getHost())
                .setPort(port)
                .setSsl(tls)
                .setTimeout(account.timeout().toMillis())
                .setURI("/v1/live/sessions")
                .addHeader("Authorization", "Bearer " + account.apiKey());
    }

    /// One session. Nothing is heard from it after `close`.
    private final class LiveLine implements ModelLine {
        private final Consumer<ModelEvent> events;
        private final Runnable onceRead;
        private final FullDuplex conversation;
        private WebSocket socket;
        private boolean closed;
        private long patience = -1;

        private LiveLine(Consumer<ModelEvent> events, Runnable onceRead) {
            this.events = events;
            this.onceRead = onceRead;
            this.conversation =
                    new FullDuplex(
                            config.model(),
                            FullDuplex.Limits.of(config),
                            writer,
                            this::tell,
                            this::write);
        }

        private void connect(ClientWebSocket connecting, WebSocketConnectOptions target) {
            if (closed) {
                return;
            }
            connecting.textMessageHandler(this::received);
            connecting.exceptionHandler(failure -> gone());
            connecting.closeHandler(nothing -> gone());
            connecting.connect(target).onSuccess(this::opened).onFailure(this::unreachable);
        }

        private void opened(WebSocket opened) {
            if (closed) {
                opened.close();
                return;
            }
            socket = opened;
            tell(new ModelEvent.Opened());
        }

        private void unreachable(Throwable failure) {
            LOG.warnf("Voice model not reached: %s", failure.getMessage());
            if (failure instanceof UpgradeRejectedException answer
                    && HOPELESS.contains(answer.getStatus())) {
                tell(new ModelEvent.Refused("http-" + answer.getStatus()));
            }
            tell(new ModelEvent.Lost());
        }

        private void received(String text) {
            LiveEvent event = LiveReader.read(text);
            if (event instanceof LiveEvent.Closed(String reason, double used)) {
                LOG.debugf("Live session closed: reason=%s", reason);
                seconds.increment(used);
                conversationOver(event);
            } else if (!closed) {
                conversation.on(event, System.nanoTime() / 1_000_000);
                onceRead.run();
            }
        }

        private void conversationOver(LiveEvent last) {
            if (!closed) {
                conversation.on(last, System.nanoTime() / 1_000_000);
            }
            hangUp();
        }

        private void gone() {
            vertx.cancelTimer(patience);
            tell(new ModelEvent.Lost());
        }

        /// `Lost` is the last thing that is told.
        private void tell(ModelEvent event) {
            if (!closed) {
                closed = event instanceof ModelEvent.Lost;
                events.accept(event);
                if (closed) {
                    hangUp();
                }
            }
        }

        private void write(String message) {
            if (socket != null && !socket.isClosed()) {
                socket.writeTextMessage(message);
            }
        }

        private void hangUp() {
            if (socket != null && !socket.isClosed()) {
                socket.close();
            }
        }

        @Override
        public void send(ModelCommand command) {
            conversation.on(command);
        }

        @Override
        public boolean full() {
            return socket != null && !socket.isClosed() && socket.writeQueueFull();
        }

        @Override
        public void whenDrained(Runnable action) {
            socket.drainHandler(nothing -> action.run());
        }

        /// The stream goes on at its own pace: what cannot be played now is dropped, not kept.
        @Override
        public void pause() {
            conversation.hold(true);
        }

        @Override
        public void resume() {
            conversation.hold(false);
        }

        @Override
        public void close() {
            if (closed) {
                return;
            }
            closed = true;
            if (socket != null && !socket.isClosed()) {
                write(LiveWriter.close());
                patience = vertx.setTimer(config.closeWithin().toMillis(), late -> hangUp());
            }
        }
    }
}
