package io.leadflip.media.live;

import static org.awaitility.Awaitility.await;

import io.leadflip.contracts.door.StreamBrief;
import io.leadflip.contracts.door.StreamRedemption;
import io.leadflip.contracts.event.MediaFact;
import io.leadflip.contracts.value.CallPurpose;
import io.leadflip.media.bridge.CallerCommand;
import io.leadflip.media.bridge.CallerEvent;
import io.leadflip.media.bridge.ModelCommand;
import io.leadflip.media.bridge.ModelEvent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// One call as it runs, on an event loop of its own, between a phone and a model that the test
/// plays. Nothing of it is on a wire.
final class LoopCall implements AutoCloseable {
    static final String ACCOUNT = "AC1";
    private static final String PIECE = Base64.getEncoder().encodeToString(new byte[800]);

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final List<MediaFact> told = new CopyOnWriteArrayList<>();
    final List<CallerCommand> played = new CopyOnWriteArrayList<>();
    final LiveCalls calls;
    volatile boolean phoneBreaks;
    volatile boolean phoneIsBroken;
    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private volatile Consumer<CallerEvent> phone;
    private volatile Consumer<ModelEvent> model;

    LoopCall() {
        this(OpenTelemetry.noop().getTracer("test"));
    }

    LoopCall(Tracer tracer) {
        var outside =
                new Outside(
                        new Model(),
                        new Home(),
                        (text, language) -> Future.succeededFuture(new byte[8 * 400]),
                        (fact, traceparent) -> told.add(fact),
                        new CallMetrics(meters),
                        tracer);
        calls = new LiveCalls(Configs.of(BridgeConfig.class, Map.of()), outside, vertx, meters);
    }

    LoopCall starts() {
        calls.admit();
        loop.runOnContext(nothing -> calls.begin(new Phone(), ACCOUNT));
        until(() -> phone != null);
        says(
                new CallerEvent.Connected(),
                new CallerEvent.Started("MZ1", ACCOUNT, "CA1", "token", "audio/x-mulaw", 8000, 1));
        until(() -> model != null);
        return this;
    }

    /// The opening was heard and the model has the floor.
    LoopCall converses() {
        starts();
        model(new ModelEvent.Opened(), new ModelEvent.Configured(true));
        until(() -> marks() == 1);
        echoes();
        return this;
    }

    /// The model speaks for as long, in pieces of 100 ms.
    LoopCall speaks(String response, String words, int ms) {
        String item = "item-" + response;
        model(new ModelEvent.ResponseStarted(response), new ModelEvent.WordsDone(item, words));
        for (int sent = 0; sent < ms; sent += 100) {
            model(new ModelEvent.Audio(response, item, PIECE, 800));
        }
        model(
                new ModelEvent.AudioDone(response, item),
                new ModelEvent.ResponseEnded(
                        response,
                        ModelEvent.Result.COMPLETED,
                        false,
                        new MediaFact.ModelUsage("m", 1, 2, 3, 4, 5)));
        return this;
    }

    void says(CallerEvent... events) {
        loop.runOnContext(
                nothing -> {
                    for (CallerEvent event : events) {
                        phone.accept(event);
                    }
                });
    }

    void model(ModelEvent... events) {
        loop.runOnContext(
                nothing -> {
                    for (ModelEvent event : events) {
                        model.accept(event);
                    }
                });
    }

    /// The phone plays everything up to the last mark.
    void echoes() {
        echoes((int) marks() - 1);
    }

    /// The phone plays everything up to that mark, counted from 0.
    void echoes(int number) {
        var mark = (CallerCommand.Mark) all(CallerCommand.Mark.class).get(number);
        says(new CallerEvent.MarkEchoed(mark.name()));
    }

    long marks() {
        return all(CallerCommand.Mark.class).size();
    }

    List<CallerCommand> all(Class<? extends CallerCommand> kind) {
        return played.stream().filter(kind::isInstance).toList();
    }

    static void until(Callable<Boolean> condition) {
        await().pollInterval(Duration.ofMillis(10)).atMost(Duration.ofSeconds(10)).until(condition);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private final class Phone implements CallerLine {
        @Override
        public void listen(Consumer<CallerEvent> events, CallerAudio audio, Runnable onceRead) {
            phone = events;
        }

        @Override
        public void send(CallerCommand command) {
            if (phoneIsBroken || phoneBreaks && command instanceof CallerCommand.Clear) {
                throw new IllegalStateException("The phone's side is broken");
            }
            played.add(command);
        }

        @Override
        public void play(byte[] bytes, int from, int length) {}

        @Override
        public void flush() {}

        @Override
        public boolean full() {
            return false;
        }

        @Override
        public void whenDrained(Runnable action) {}
    }

    private final class Model implements VoiceModel, VoiceModel.ModelLine {
        @Override
        public String name() {
            return "m";
        }

        @Override
        public ModelLine connect(
                Context context, Consumer<ModelEvent> events, AgentAudio audio, Runnable onceRead) {
            model = events;
            return this;
        }

        @Override
        public void send(ModelCommand command) {}

        @Override
        public boolean full() {
            return false;
        }

        @Override
        public void whenDrained(Runnable action) {}

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void close() {}
    }

    private static final class Home implements Orchestrator {
        @Override
        public Future<StreamBrief> redeem(StreamRedemption redemption) {
            return Future.succeededFuture(
                    new StreamBrief(
                            UUID.randomUUID(),
                            UUID.randomUUID(),
                            UUID.randomUUID(),
                            CallPurpose.QUALIFY_LEAD,
                            Base64.getEncoder().encodeToString(Peers.SEAL_KEY),
                            "en-US",
                            "This is the AI assistant of LeadFlip.",
                            "You will not be called again.",
                            "Goodbye.",
                            "Business: Able Plumbing",
                            240,
                            new StreamBrief.StandbyLines(
                                    "We are sorry.",
                                    "One moment.",
                                    "A message.",
                                    "LeadFlip.",
                                    "Call 911."),
                            false));
        }

        @Override
        public Future<Void> optOut(UUID attemptId, String heardBy) {
            return Future.succeededFuture();
        }

        @Override
        public int wishesWaiting() {
            return 0;
        }

        @Override
        public Future<String> answeredBy(UUID attemptId) {
            return Future.succeededFuture("human");
        }

        @Override
        public Future<Boolean> requestHuman(UUID attemptId) {
            return Future.succeededFuture(false);
        }

        @Override
        public Future<Boolean> allowRecording(
                UUID attemptId, String heardBy, long noticeHeardMs, long affirmedMs) {
            return Future.succeededFuture(false);
        }

        @Override
        public Future<Void> stopRecording(UUID attemptId) {
            return Future.succeededFuture();
        }

        @Override
        public Future<String> advice(UUID attemptId, String question) {
            return Future.succeededFuture("");
        }

        @Override
        public Future<Void> hangUp(UUID attemptId, String reason) {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> appointment(UUID attemptId, String start, String note) {
            return Future.succeededFuture();
        }
    }
}
