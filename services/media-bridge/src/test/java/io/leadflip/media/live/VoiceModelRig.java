package io.leadflip.media.live;

import static org.awaitility.Awaitility.await;

import io.leadflip.media.bridge.ModelCommand;
import io.leadflip.media.bridge.ModelEvent;
import io.leadflip.media.live.VoiceModel.ModelLine;
import io.leadflip.sandbox.SandboxSettings;
import io.leadflip.sandbox.ledger.Ledger;
import io.leadflip.sandbox.openai.OpenAiSandbox;
import io.leadflip.sandbox.speech.Voice;
import io.leadflip.sandbox.speech.Voices;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// An adapter of a voice model on a real socket to its provider's stand-in, with real speech.
///
/// The test plays the bridge: it gives the floor when a turn was taken, and answers functions.
abstract class VoiceModelRig {
    protected static final String KEY = "test-key";
    static final String GREETING = "Hello?";
    static final String OPT_OUT = "Please do not call me again.";
    static final int FRAME = 160;

    final List<ModelEvent> events = new CopyOnWriteArrayList<>();
    final AtomicInteger offered = new AtomicInteger();
    final Voices voices = new Voices();
    Vertx vertx;
    Context context;
    OpenAiSandbox sandbox;
    HttpServer server;
    ModelLine line;
    volatile byte[] speech = new byte[0];
    volatile boolean givesFloor = true;
    volatile boolean hearing;

    /// The adapter, for a provider at this origin.
    protected abstract VoiceModel adapter(Vertx vertx, String origin);

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        context = vertx.getOrCreateContext();
        // Vert.x never cancels the handshake's timer when that is the very first one, number 0.
        vertx.cancelTimer(vertx.setTimer(1_000, never -> {}));
        var usual = SandboxSettings.defaults();
        var settings = usual.withCredentials(usual.credentials().withOpenAi(KEY));
        sandbox = new OpenAiSandbox(vertx, Ledger.in(null), voices, settings);
        var router = Router.router(vertx);
        sandbox.mount(router);
        server =
                vertx.createHttpServer()
                        .requestHandler(router)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(5, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    /// No audio takes the short way here: all of it is told as events. Connects where events are
    /// told, so that none comes before there is a line to answer on.
    void connect() {
        context.runOnContext(nothing -> line = connected());
    }

    private ModelLine connected() {
        return adapter(vertx, "http://127.0.0.1:" + server.actualPort())
                .connect(
                        context,
                        this::heard,
                        (response, item, bytes, from, length, audioBytes) -> offered(),
                        () -> {});
    }

    /// Wants no audio as bytes, so that all of it becomes events.
    boolean offered() {
        offered.incrementAndGet();
        return false;
    }

    /// @return how many pieces of one answer were offered as bytes
    protected final int offeredDuringAnAnswer() {
        ready();
        send(new ModelCommand.Speak("speak-1", null));
        until(() -> !ended().isEmpty());
        return offered.get();
    }

    /// Pauses a session before it is there; the provider answers all the same.
    protected final void readsNothingUntilItGoesOn() {
        context.runOnContext(
                nothing -> {
                    line = connected();
                    line.pause();
                });
        until(() -> events.contains(new ModelEvent.Opened()));
        await().during(Duration.ofMillis(300))
                .until(() -> all(ModelEvent.Configured.class).isEmpty());
        context.runOnContext(nothing -> line.resume());
        until(() -> !all(ModelEvent.Configured.class).isEmpty());
    }

    void heard(ModelEvent event) {
        events.add(event);
        switch (event) {
            case ModelEvent.Opened() ->
                    line.send(
                            new ModelCommand.Configure(
                                    "Business: Able Plumbing\nConsumer need: a leaking tap",
                                    "en-US",
                                    false));
            case ModelEvent.Configured(boolean telephone) when telephone && !hearing -> {
                hearing = true;
                vertx.setPeriodic(20, tick -> listens());
            }
            case ModelEvent.TurnTaken(String item) when givesFloor ->
                    line.send(new ModelCommand.Speak("speak-" + events.size(), null));
            case ModelEvent.Lost() -> hearing = false;
            default -> {}
        }
    }

    /// The caller's line is open all the time: silence, or the next 20 ms of what is said.
    void listens() {
        if (hearing) {
            byte[] said = speech;
            byte[] frame = Arrays.copyOf(said, FRAME);
            if (said.length < FRAME) {
                Arrays.fill(frame, said.length, FRAME, (byte) 0xFF);
            }
            speech =
                    said.length <= FRAME
                            ? new byte[0]
                            : Arrays.copyOfRange(said, FRAME, said.length);
            line.send(new ModelCommand.Hear(Base64.getEncoder().encodeToString(frame)));
        }
    }

    void ready() {
        connect();
        until(() -> !all(ModelEvent.Configured.class).isEmpty());
    }

    void keepTalking() {
        says("Hello, is anybody there, please?");
    }

    void says(String words) {
        speech = voices.mulaw(words, Voice.CALLEE);
    }

    void send(ModelCommand command) {
        context.runOnContext(nothing -> line.send(command));
    }

    boolean called(String function) {
        return all(ModelEvent.ToolCalled.class).stream()
                .anyMatch(call -> call.name().equals(function));
    }

    boolean wasHeard(ModelEvent.ResponseEnded ended) {
        return all(ModelEvent.Audio.class).stream()
                .anyMatch(audio -> audio.response().equals(ended.response()));
    }

    List<ModelEvent.ResponseEnded> ended() {
        return all(ModelEvent.ResponseEnded.class);
    }

    long spokenMs() {
        return all(ModelEvent.Audio.class).stream().mapToLong(ModelEvent.Audio::bytes).sum() / 8;
    }

    /// The words as the agent's captions give them, whole or in pieces.
    String saidByAgent() {
        var words = new StringBuilder();
        Set<String> whole = new HashSet<>();
        for (ModelEvent event : events) {
            if (event instanceof ModelEvent.WordsDone(String item, String text)) {
                whole.add(item);
                words.append(text).append(' ');
            }
        }
        for (ModelEvent event : events) {
            if (event instanceof ModelEvent.Words(String item, String text)
                    && !whole.contains(item)) {
                words.append(text);
            }
        }
        return words.toString();
    }

    <E extends ModelEvent> List<E> all(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /// What was told so far is part of the failure's message.
    void until(Callable<Boolean> condition) {
        try {
            await().pollInterval(Duration.ofMillis(20))
                    .atMost(Duration.ofSeconds(20))
                    .until(condition);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("Told so far: " + summary(), e);
        }
    }

    List<String> summary() {
        return events.stream()
                .filter(event -> !(event instanceof ModelEvent.Audio))
                .map(Object::toString)
                .toList();
    }
}
