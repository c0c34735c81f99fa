package io.leadflip.media.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.contracts.value.Speaker;
import io.leadflip.media.bridge.ModelCommand;
import io.leadflip.media.bridge.ModelEvent;
import io.leadflip.media.bridge.ModelEvent.Result;
import io.leadflip.media.live.VoiceModel.ModelLine;
import io.leadflip.sandbox.SandboxSettings;
import io.leadflip.sandbox.ledger.Ledger;
import io.leadflip.sandbox.openai.OpenAiSandbox;
import io.leadflip.sandbox.speech.Voice;
import io.leadflip.sandbox.speech.Voices;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
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
import org.junit.jupiter.api.Test;

/// What the bridge may expect of any voice model, tried on each adapter over a real socket against
/// its provider's stand-in, with real speech.
///
/// Thread: pydantic/pydantic-ai#7870
///
/// The test plays the bridge: it gives the floor when a turn was taken, and answers functions.
public abstract class VoiceModelContract {
    protected static final String KEY = "test-key";
    private static final String GREETING = "Hello?";
    private static final String OPT_OUT = "Please do not call me again.";
    private static final int FRAME = 160;

    private final List<ModelEvent> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger offered = new AtomicInteger();
    private final Voices voices = new Voices();
    private Vertx vertx;
    private Context context;
    private OpenAiSandbox sandbox;
    private HttpServer server;
    private ModelLine line;
    private volatile byte[] speech = new byte[0];
    private volatile boolean givesFloor = true;
    private volatile boolean hearing;

    /// The adapter, for a provider at this origin.
    protected abstract VoiceModel adapter(Vertx vertx, String origin);

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        context = vertx.getOrCreateContext();
        // Vert.x never cancels the handshake's timer when that is the very first one, number 0.
        vertx.cancelTimer(vertx.setTimer(1_000, never -> {}));
        var usual = SandboxSettings.defaults();
        var settings =
                new SandboxSettings(
                        0,
                        0,
                        null,
                        usual.twilioAccountSid(),
                        usual.twilioAuthToken(),
                        KEY,
                        usual.anthropicKey(),
                        usual.sendGridKey(),
                        usual.mailgunKey(),
                        usual.mailgunDomain(),
                        1.0);
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

    @Test
    void shouldConfirmTelephoneAudioBothWays() {
        // When
        connect();
        // Then
        until(() -> !all(ModelEvent.Configured.class).isEmpty());
        assertThat(events.getFirst()).isEqualTo(new ModelEvent.Opened());
        assertThat(all(ModelEvent.Configured.class)).containsOnly(new ModelEvent.Configured(true));
    }

    @Test
    void shouldTellWhenProviderSpeaksAnotherFormat() {
        // Given
        sandbox.faults().wrongFormatNext();
        // When
        connect();
        // Then
        until(() -> all(ModelEvent.Configured.class).contains(new ModelEvent.Configured(false)));
    }

    @Test
    void shouldSayNothingBeforeItWasGivenTheFloor() {
        // Given
        givesFloor = false;
        ready();
        // When
        says(GREETING);
        // Then
        until(() -> all(ModelEvent.TurnTaken.class).size() == 1);
        until(() -> all(ModelEvent.CallerSaid.class).size() == 1);
        assertThat(all(ModelEvent.Audio.class)).isEmpty();
        assertThat(all(ModelEvent.ResponseStarted.class)).isEmpty();
    }

    @Test
    void shouldSpeakWhenItIsGivenTheFloor() {
        // Given
        ready();
        // When
        send(new ModelCommand.Speak("speak-1", null));
        // Then
        until(() -> !ended().isEmpty());
        var response = all(ModelEvent.ResponseStarted.class).getFirst().response();
        assertThat(ended().getFirst().response()).isEqualTo(response);
        assertThat(ended().getFirst().result()).isEqualTo(Result.COMPLETED);
        assertThat(all(ModelEvent.Audio.class))
                .isNotEmpty()
                .allMatch(audio -> audio.response().equals(response))
                .allMatch(
                        audio ->
                                Base64.getDecoder().decode(audio.payload()).length
                                        == audio.bytes());
        assertThat(spokenMs()).isBetween(1_000L, 10_000L);
        until(() -> saidByAgent().contains("good moment"));
    }

    @Test
    void shouldHaveOneResponseAtATime() {
        // Given
        ready();
        send(new ModelCommand.Speak("speak-1", null));
        until(() -> ended().size() == 1);
        // When
        says("Yes, sure.");
        // Then
        until(() -> ended().stream().filter(this::wasHeard).count() == 2);
        var open = new HashSet<String>();
        for (ModelEvent event : events) {
            switch (event) {
                case ModelEvent.ResponseStarted(String response) -> {
                    assertThat(open).isEmpty();
                    open.add(response);
                }
                case ModelEvent.Audio audio -> assertThat(open).contains(audio.response());
                case ModelEvent.ResponseEnded ended ->
                        assertThat(open.remove(ended.response())).isTrue();
                default -> {}
            }
        }
    }

    @Test
    void shouldWriteDownWhatTheCallerSaid() {
        // Given
        ready();
        send(new ModelCommand.Speak("speak-1", null));
        until(() -> ended().size() == 1);
        // When
        says("Yes, that works for me.");
        // Then
        until(() -> !all(ModelEvent.CallerSaid.class).isEmpty());
        var began = all(ModelEvent.SpeechStarted.class).getFirst();
        var stopped = all(ModelEvent.SpeechStopped.class).getFirst();
        var said = all(ModelEvent.CallerSaid.class).getFirst();
        assertThat(said.text()).containsIgnoringCase("works for me");
        assertThat(said.item()).isEqualTo(began.item()).isEqualTo(stopped.item());
        assertThat(stopped.atMs()).isGreaterThan(began.atMs());
    }

    @Test
    void shouldStopForACallerWhoSpeaks() {
        // Given
        sandbox.faults().speedUp(1);
        ready();
        send(new ModelCommand.Speak("speak-1", null));
        until(() -> spokenMs() > 0);
        // When
        says("Sorry, wait a moment, who is speaking there, please?");
        // Then
        until(() -> !ended().isEmpty());
        assertThat(ended().getFirst().result()).isEqualTo(Result.CANCELLED);
        assertThat(events.indexOf(all(ModelEvent.SpeechStarted.class).getFirst()))
                .isLessThan(events.indexOf(ended().getFirst()));
    }

    @Test
    void shouldCallFunctionsAndGoOnWhenTheyAreAnswered() {
        // Given
        ready();
        send(new ModelCommand.Speak("speak-1", null));
        until(() -> ended().size() == 1);
        // When
        says(OPT_OUT);
        // Then
        until(() -> called("opt_out"));
        var call =
                all(ModelEvent.ToolCalled.class).stream()
                        .filter(each -> each.name().equals("opt_out"))
                        .findFirst()
                        .orElseThrow();
        assertThat(new JsonObject(call.arguments())).isNotNull();
        until(() -> ended().stream().anyMatch(each -> each.response().equals(call.response())));
        send(new ModelCommand.AnswerTool(call.call(), "{\"status\":\"done\"}"));
        send(new ModelCommand.Speak("speak-9", null));
        until(() -> saidByAgent().contains("will not be called again"));
    }

    @Test
    void shouldSayNothingMoreOfACancelledResponse() {
        // Given
        sandbox.faults().speedUp(1);
        ready();
        send(new ModelCommand.Speak("speak-1", null));
        until(() -> spokenMs() > 0);
        var response = all(ModelEvent.ResponseStarted.class).getFirst().response();
        // When
        send(new ModelCommand.Cancel());
        // Then
        until(() -> !ended().isEmpty());
        assertThat(ended().getFirst().response()).isEqualTo(response);
        assertThat(ended().getFirst().result()).isEqualTo(Result.CANCELLED);
        assertThat(events.subList(events.indexOf(ended().getFirst()), events.size()))
                .noneMatch(
                        event ->
                                event instanceof ModelEvent.Audio audio
                                        && audio.response().equals(response));
    }

    @Test
    void shouldTakeWhatItCannotExpress() {
        // Given
        ready();
        send(new ModelCommand.Speak("speak-1", null));
        until(() -> ended().size() == 1);
        var item = all(ModelEvent.Audio.class).getFirst().item();
        // When
        send(new ModelCommand.Truncate(item, 100));
        send(new ModelCommand.FinishHearing());
        says("Yes, sure.");
        // Then
        until(() -> ended().stream().filter(this::wasHeard).count() == 2);
        assertThat(all(ModelEvent.Lost.class)).isEmpty();
    }

    @Test
    void shouldTellOnceThatTheSessionWasLost() {
        // Given
        sandbox.faults().closeNextAfter(3);
        // When
        connect();
        keepTalking();
        // Then
        until(() -> !all(ModelEvent.Lost.class).isEmpty());
        until(() -> sandbox.liveSessions() == 0);
        assertThat(all(ModelEvent.Lost.class)).hasSize(1);
        assertThat(events.getLast()).isEqualTo(new ModelEvent.Lost());
    }

    @Test
    void shouldTellThatTheSessionExpired() {
        // Given
        sandbox.faults().sessionCap(Duration.ofMillis(700));
        // When
        connect();
        // Then
        until(() -> !all(ModelEvent.Lost.class).isEmpty());
        until(() -> sandbox.liveSessions() == 0);
    }

    @Test
    void shouldTellThatProviderRefuses() {
        // Given
        sandbox.faults().refuseNext(1, 503, "server_error");
        // When
        connect();
        // Then
        until(() -> events.equals(List.of(new ModelEvent.Lost())));
    }

    @Test
    void shouldTellWhenAnotherTryWouldBeRefusedToo() {
        // Given
        sandbox.faults().refuseNext(1, 401, "invalid_api_key");
        // When
        connect();
        // Then
        until(() -> !all(ModelEvent.Refused.class).isEmpty());
    }

    @Test
    void shouldGoOnWhereAnEarlierSessionStood() {
        // Given
        ready();
        // When
        send(new ModelCommand.Remember(Speaker.AGENT, "Would Tuesday at ten work for you?"));
        send(new ModelCommand.Tell("This is the same phone call. Go on where it stood."));
        send(new ModelCommand.Speak("speak-1", null));
        // Then
        until(() -> !ended().isEmpty());
        until(() -> saidByAgent().contains("work for you"));
    }

    @Test
    void shouldTellThatNobodyIsThere() throws Exception {
        // Given
        server.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        // When
        connect();
        // Then
        until(() -> events.equals(List.of(new ModelEvent.Lost())));
    }

    @Test
    void shouldTellNothingAfterItWasClosedAndLeaveNothingOpen() {
        // Given
        ready();
        send(new ModelCommand.Speak("speak-1", null));
        until(() -> spokenMs() > 0);
        // When
        context.runOnContext(
                nothing -> {
                    line.close();
                    events.clear();
                });
        // Then
        until(() -> sandbox.liveSessions() == 0);
        assertThat(events).isEmpty();
    }

    @Test
    void shouldCloseWhatIsStillConnecting() {
        // Given
        sandbox.faults().connectDelay(Duration.ofMillis(300));
        // When
        connect();
        context.runOnContext(nothing -> line.close());
        // Then
        until(() -> sandbox.liveSessions() == 0);
        assertThat(events).isEmpty();
    }

    /// No audio takes the short way here: all of it is told as events.
    private void connect() {
        line =
                adapter(vertx, "http://127.0.0.1:" + server.actualPort())
                        .connect(
                                context,
                                this::heard,
                                (response, item, bytes, from, length, audioBytes) -> offered(),
                                () -> {});
    }

    /// Wants no audio as bytes, so that all of it becomes events.
    private boolean offered() {
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

    private void heard(ModelEvent event) {
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
    private void listens() {
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

    private void ready() {
        connect();
        until(() -> !all(ModelEvent.Configured.class).isEmpty());
    }

    private void keepTalking() {
        says("Hello, is anybody there, please?");
    }

    private void says(String words) {
        speech = voices.mulaw(words, Voice.CALLEE);
    }

    private void send(ModelCommand command) {
        context.runOnContext(nothing -> line.send(command));
    }

    private boolean called(String function) {
        return all(ModelEvent.ToolCalled.class).stream()
                .anyMatch(call -> call.name().equals(function));
    }

    private boolean wasHeard(ModelEvent.ResponseEnded ended) {
        return all(ModelEvent.Audio.class).stream()
                .anyMatch(audio -> audio.response().equals(ended.response()));
    }

    private List<ModelEvent.ResponseEnded> ended() {
        return all(ModelEvent.ResponseEnded.class);
    }

    private long spokenMs() {
        return all(ModelEvent.Audio.class).stream().mapToLong(ModelEvent.Audio::bytes).sum() / 8;
    }

    /// The words as the agent's captions give them, whole or in pieces.
    private String saidByAgent() {
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

    private <E extends ModelEvent> List<E> all(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /// What was told so far is part of the failure's message.
    private void until(Callable<Boolean> condition) {
        try {
            await().pollInterval(Duration.ofMillis(20))
                    .atMost(Duration.ofSeconds(20))
                    .until(condition);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("Told so far: " + summary(), e);
        }
    }

    private List<String> summary() {
        return events.stream()
                .filter(event -> !(event instanceof ModelEvent.Audio))
                .map(Object::toString)
                .toList();
    }
}
