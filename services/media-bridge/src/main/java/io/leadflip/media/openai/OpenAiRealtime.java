package io.leadflip.media.openai;

import io.leadflip.media.bridge.ModelCommand;
import io.leadflip.media.bridge.ModelEvent;
import io.leadflip.media.live.AgentAudio;
import io.leadflip.media.live.VoiceModel;
import io.leadflip.media.wire.FrameLane;
import io.leadflip.media.wire.FrameWriter;
import io.netty.channel.ChannelHandlerContext;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.impl.WebSocketInternal;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// OpenAI Realtime, GA dialect, 8 kHz µ-law both ways.
@ApplicationScoped
@Identifier("openai-realtime")
class OpenAiRealtime implements VoiceModel {
    private static final Logger LOG = Logger.getLogger(OpenAiRealtime.class);

    /// Answers to the handshake that another try would get again: key, account, model.
    private static final Set<Integer> HOPELESS = Set.of(401, 403, 404);

    private static final int LARGEST_MESSAGE = 1 << 20;
    private static final int LARGEST_FRAME = 1 << 18;

    private final OpenAiConfig config;
    private final WebSocketClient client;
    private final RealtimeReader reader;
    private final RealtimeWriter writer;

    OpenAiRealtime(Vertx vertx, OpenAiConfig config) {
        this.config = config;
        this.client =
                vertx.createWebSocketClient(
                        new WebSocketClientOptions()
                                .setMaxConnections(10_000)
                                .setConnectTimeout((int) config.timeout().toMillis())
                                .setMaxFrameSize(LARGEST_FRAME)
                                .setMaxMessageSize(LARGEST_MESSAGE));
        this.reader = new RealtimeReader(config.realtimeModel());
        this.writer = new RealtimeWriter(config);
    }

    @Override
    public String name() {
        return config.realtimeModel();
    }

    @Override
    public ModelLine connect(
            Context context, Consumer<ModelEvent> events, AgentAudio audio, Runnable onceRead) {
        RealtimeLine line = new RealtimeLine(context, events, audio, onceRead);
        context.runOnContext(nothing -> line.connect(client.webSocket(), target()));
        return line;
    }

    private WebSocketConnectOptions target() {
        URI base = config.baseUrl();
        boolean tls = "https".equals(base.getScheme());
        int port = base.getPort() > 0 ? base.getPort() : tls ? 443 : 80;
        return new WebSocketConnectOptions()
                .setHost(base.getHost())
                .setPort(port)
                .setSsl(tls)
                .setTimeout(config.timeout().toMillis())
                .setURI(
                        "/v1/realtime?model="
                                + URLEncoder.encode(config.realtimeModel(), StandardCharsets.UTF_8))
                .addHeader("Authorization", "Bearer " + config.apiKey());
    }

    /// One session. Nothing is heard from it after `close`.
    private final class RealtimeLine implements ModelLine {
        private final Context context;
        private final Consumer<ModelEvent> events;
        private final AgentAudio audio;
        private final Runnable onceRead;
        private final DeltaScanner scanner = new DeltaScanner();
        private WebSocket socket;
        private ChannelHandlerContext lane;
        private FrameWriter hearing;
        private boolean closed;

        private RealtimeLine(
                Context context, Consumer<ModelEvent> events, AgentAudio audio, Runnable onceRead) {
            this.context = context;
            this.events = events;
            this.audio = audio;
            this.onceRead = onceRead;
        }

        /// Everything is listened to before the connection is made: an error or a close that
        /// follows the handshake at once is not missed.
        private void connect(ClientWebSocket connecting, WebSocketConnectOptions target) {
            if (closed) {
                return;
            }
            connecting.textMessageHandler(text -> reader.read(text).forEach(this::tell));
            connecting.exceptionHandler(failure -> lost());
            connecting.closeHandler(nothing -> lost());
            connecting.connect(target).onSuccess(this::opened).onFailure(this::unreachable);
        }

        private void opened(WebSocket opened) {
            if (closed) {
                opened.close();
                return;
            }
            socket = opened;
            lane =
                    FrameLane.open(
                            ((WebSocketInternal) opened).connection(),
                            context,
                            false,
                            this::taken,
                            onceRead);
            hearing = new FrameWriter(lane, true, RealtimeWriter.HEAR, RealtimeWriter.HEARD);
            tell(new ModelEvent.Opened());
        }

        private boolean taken(byte[] bytes, int length) {
            return !closed
                    && scanner.finds(bytes, length)
                    && audio.spoken(
                            scanner.response(),
                            scanner.item(),
                            bytes,
                            scanner.deltaFrom(),
                            scanner.deltaLength(),
                            scanner.audioBytes());
        }

        private void unreachable(Throwable failure) {
            LOG.warnf("Voice model not reached: %s", failure.getMessage());
            if (failure instanceof UpgradeRejectedException answer
                    && HOPELESS.contains(answer.getStatus())) {
                tell(new ModelEvent.Refused("http-" + answer.getStatus()));
            }
            lost();
        }

        private void tell(ModelEvent event) {
            if (!closed) {
                events.accept(event);
            }
        }

        private void lost() {
            if (!closed) {
                close();
                events.accept(new ModelEvent.Lost());
            }
        }

        @Override
        public void send(ModelCommand command) {
            if (socket != null && !socket.isClosed()) {
                socket.writeTextMessage(writer.write(command));
            }
        }

        @Override
        public void hear(byte[] bytes, int from, int length) {
            if (hearing != null && !socket.isClosed()) {
                hearing.write(bytes, from, length);
            }
        }

        @Override
        public void flush() {
            if (hearing != null) {
                hearing.flush();
            }
        }

        @Override
        public boolean full() {
            return socket != null && !socket.isClosed() && socket.writeQueueFull();
        }

        @Override
        public void whenDrained(Runnable action) {
            socket.drainHandler(nothing -> action.run());
        }

        /// The channel itself stops reading: what would wait in the socket's own queue would be
        /// overtaken by what takes the lane.
        @Override
        public void pause() {
            if (lane != null) {
                lane.channel().config().setAutoRead(false);
            }
        }

        @Override
        public void resume() {
            if (lane != null) {
                lane.channel().config().setAutoRead(true);
            }
        }

        @Override
        public void close() {
            closed = true;
            if (socket != null && !socket.isClosed()) {
                socket.close();
            }
        }
    }
}
