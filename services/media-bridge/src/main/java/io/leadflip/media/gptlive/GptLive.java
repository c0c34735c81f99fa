package io.leadflip.media.gptlive;

import io.leadflip.media.bridge.ModelCommand;
import io.leadflip.media.bridge.ModelEvent;
import io.leadflip.media.live.AgentAudio;
import io.leadflip.media.live.VoiceModel;
import io.leadflip.media.openai.OpenAiConfig;
import io.leadflip.media.openai.OpenAiSockets;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import jakarta.enterprise.context.ApplicationScoped;
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
    private static final String SESSIONS = "/v1/live/sessions";

    private final Vertx vertx;
    private final GptLiveConfig config;
    private final OpenAiSockets sockets;
    private final Counter seconds;
    private final LiveWriter writer;

    GptLive(Vertx vertx, OpenAiConfig account, GptLiveConfig config, MeterRegistry metrics) {
        this.vertx = vertx;
        this.config = config;
        this.seconds = metrics.counter("leadflip.media.live.seconds");
        this.writer = new LiveWriter(config.model(), config.backendModel(), account.voice());
        this.sockets = new OpenAiSockets(vertx, account);
    }

    @Override
    public String name() {
        return config.model();
    }

    @Override
    public ModelLine connect(
            Context context, Consumer<ModelEvent> events, AgentAudio audio, Runnable onceRead) {
        LiveLine line = new LiveLine(events, onceRead);
        context.runOnContext(nothing -> line.connect());
        return line;
    }

    /// One session. Nothing is heard from it after `close`.
    private final class LiveLine implements ModelLine, OpenAiSockets.Listener {
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

        private void connect() {
            if (!closed) {
                sockets.connect(SESSIONS, this);
            }
        }

        @Override
        public void opened(WebSocket opened) {
            if (closed) {
                opened.close();
                return;
            }
            socket = opened;
            tell(new ModelEvent.Opened());
        }

        @Override
        public void refused(ModelEvent.Refused refusal) {
            tell(refusal);
        }

        @Override
        public void received(String text) {
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

        @Override
        public void lost() {
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
