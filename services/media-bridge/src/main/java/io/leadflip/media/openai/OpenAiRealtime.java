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
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.impl.WebSocketInternal;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// OpenAI Realtime, GA dialect, 8 kHz µ-law both ways.
@ApplicationScoped
@Identifier("openai-realtime")
class OpenAiRealtime implements VoiceModel {
    private final OpenAiConfig config;
    private final OpenAiSockets sockets;
    private final RealtimeReader reader;
    private final RealtimeWriter writer;

    OpenAiRealtime(Vertx vertx, OpenAiConfig config) {
        this.config = config;
        this.sockets = new OpenAiSockets(vertx, config);
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
        context.runOnContext(nothing -> line.connect());
        return line;
    }

    private String session() {
        return "/v1/realtime?model="
                + URLEncoder.encode(config.realtimeModel(), StandardCharsets.UTF_8);
    }

    /// One session. Nothing is heard from it after `close`.
    private final class RealtimeLine implements ModelLine, OpenAiSockets.Listener {
        private final Context context;
        private final Consumer<ModelEvent> events;
        private final AgentAudio audio;
        private final Runnable onceRead;
        private final DeltaScanner scanner = new DeltaScanner();
        private WebSocket socket;
        private ChannelHandlerContext lane;
        private FrameWriter hearing;
        private boolean paused;
        private boolean closed;

        private RealtimeLine(
                Context context, Consumer<ModelEvent> events, AgentAudio audio, Runnable onceRead) {
            this.context = context;
            this.events = events;
            this.audio = audio;
            this.onceRead = onceRead;
        }

        private void connect() {
            if (!closed) {
                sockets.connect(session(), this);
            }
        }

        @Override
        public void opened(WebSocket opened) {
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
            read();
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

        @Override
        public void received(String text) {
            reader.read(text).forEach(this::tell);
        }

        @Override
        public void refused(ModelEvent.Refused refusal) {
            tell(refusal);
        }

        private void tell(ModelEvent event) {
            if (!closed) {
                events.accept(event);
            }
        }

        @Override
        public void lost() {
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
            paused = true;
            read();
        }

        @Override
        public void resume() {
            paused = false;
            read();
        }

        private void read() {
            if (lane != null) {
                lane.channel().config().setAutoRead(!paused);
            }
        }

        /// What is still to come is read: the answer to the close is behind it.
        @Override
        public void close() {
            closed = true;
            resume();
            if (socket != null && !socket.isClosed()) {
                socket.close();
            }
        }
    }
}
