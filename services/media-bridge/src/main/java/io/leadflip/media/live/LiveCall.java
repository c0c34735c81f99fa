package io.leadflip.media.live;

import io.leadflip.contracts.door.StreamBrief;
import io.leadflip.contracts.door.StreamRedemption;
import io.leadflip.contracts.event.MediaFact;
import io.leadflip.contracts.event.MediaFact.MediaEnded;
import io.leadflip.contracts.event.MediaFact.MediaStarted;
import io.leadflip.contracts.event.MediaFact.MediaTurn;
import io.leadflip.media.bridge.Answerer;
import io.leadflip.media.bridge.BridgeEffect;
import io.leadflip.media.bridge.BridgeEvent;
import io.leadflip.media.bridge.BridgeSession;
import io.leadflip.media.bridge.CallerCommand;
import io.leadflip.media.bridge.CallerEvent;
import io.leadflip.media.bridge.CloseCause;
import io.leadflip.media.bridge.ModelCommand;
import io.leadflip.media.bridge.ModelEvent;
import io.leadflip.media.bridge.PlatformCommand;
import io.leadflip.media.bridge.PlatformEvent;
import io.leadflip.media.bridge.Timer;
import io.leadflip.media.bridge.Utterance;
import io.leadflip.media.live.VoiceModel.ModelLine;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/// One call at work: the only owner of its two sockets and its timers, all on one event loop.
final class LiveCall {
    private static final Logger LOG = Logger.getLogger(LiveCall.class);

    private final LiveCalls calls;
    private final Outside outside;
    private final Vertx vertx;
    private final Context context;
    private final CallerLine caller;
    private final BridgeSession session;
    private final Map<Timer, Long> timers = new EnumMap<>(Timer.class);
    private final Deque<BridgeEvent> waiting = new ArrayDeque<>();
    private ModelLine model;
    private StreamBrief brief;
    private TranscriptSeal seal;
    private CallTrace trace;
    private String callSid;
    private boolean busy;
    private boolean released;
    private boolean callerPaused;
    private boolean modelPaused;
    private boolean modelHeld;

    LiveCall(
            LiveCalls calls,
            Outside outside,
            Vertx vertx,
            Context context,
            CallerLine caller,
            String accountSid) {
        this.calls = calls;
        this.outside = outside;
        this.vertx = vertx;
        this.context = context;
        this.caller = caller;
        this.session =
                new BridgeSession(
                        calls.rules(),
                        accountSid,
                        outside.model().name(),
                        ThreadLocalRandom.current()::nextDouble);
    }

    void open() {
        try {
            caller.listen(this::heard, this::passUp, this::flushModel);
            perform(session.open(now()));
        } catch (RuntimeException e) {
            broken(e);
        }
    }

    /// The process must end.
    void shutDown() {
        context.runOnContext(nothing -> take(new PlatformEvent.Shutdown()));
    }

    /// The caller's audio when the model only has to hear it: no event, no command, no text.
    private boolean passUp(byte[] bytes, int from, int length, long timestampMs) {
        if (busy || released || model == null || !session.hears(timestampMs, now())) {
            return false;
        }
        try {
            model.hear(bytes, from, length);
            slowDownForModel();
            perform(session.passed());
        } catch (RuntimeException e) {
            broken(e);
        }
        return true;
    }

    /// The agent's audio when the phone only has to play it.
    private boolean passDown(
            String response, String item, byte[] bytes, int from, int length, int audioBytes) {
        if (busy || released || !session.speaks(response, item, audioBytes, now())) {
            return false;
        }
        try {
            caller.play(bytes, from, length);
            slowDownForCaller();
            perform(session.passed());
        } catch (RuntimeException e) {
            broken(e);
        }
        return true;
    }

    private void flushModel() {
        if (model != null) {
            model.flush();
        }
    }

    private void heard(CallerEvent event) {
        if (event instanceof CallerEvent.Started started && !claimed(started)) {
            take(new CallerEvent.Refused(CloseCause.ALREADY_STREAMING));
        } else {
            take(event);
        }
    }

    private boolean claimed(CallerEvent.Started started) {
        if (callSid == null && calls.claim(started.callSid(), this)) {
            callSid = started.callSid();
            return true;
        }
        return false;
    }

    /// Effects may bring events at once; those wait until the present ones are done.
    private void take(BridgeEvent event) {
        if (released) {
            return;
        }
        waiting.addLast(event);
        if (busy) {
            return;
        }
        busy = true;
        try {
            while (!waiting.isEmpty()) {
                BridgeEvent next = waiting.removeFirst();
                step(next);
            }
        } catch (RuntimeException e) {
            broken(e);
        } finally {
            busy = false;
        }
    }

    private void step(BridgeEvent event) {
        long began = System.nanoTime();
        perform(session.on(event, now()));
        if (event instanceof ModelEvent.SpeechStarted) {
            outside.metrics().bargeIn(System.nanoTime() - began);
        }
    }

    /// A fault of ours ends this call and no other; nothing of it may stay behind.
    private void broken(RuntimeException fault) {
        LOG.errorf(fault, "Call is broken: attemptId=%s", attempt());
        waiting.clear();
        toCaller(new CallerCommand.Close(CloseCause.PLATFORM_UNAVAILABLE));
        release();
    }

    private void perform(List<BridgeEffect> effects) {
        for (BridgeEffect effect : effects) {
            switch (effect) {
                case CallerCommand command -> toCaller(command);
                case ModelCommand command -> toModel(command);
                case PlatformCommand command -> atHome(command);
            }
        }
    }

    private void toCaller(CallerCommand command) {
        caller.send(command);
        if (command instanceof CallerCommand.Close(CloseCause cause)) {
            outside.metrics().closed(cause);
            LOG.infof("Media stream closed: cause=%s attemptId=%s", cause.wire(), attempt());
        } else {
            slowDownForCaller();
        }
    }

    private void slowDownForCaller() {
        if (!modelPaused && model != null && caller.full()) {
            modelPaused = true;
            slowDownModel();
            caller.whenDrained(this::callerDrained);
        }
    }

    private void callerDrained() {
        modelPaused = false;
        letModelGoOn();
    }

    private void slowDownModel() {
        if (model != null) {
            model.pause();
        }
    }

    private void letModelGoOn() {
        if (model != null && !modelPaused && !modelHeld) {
            model.resume();
        }
    }

    private void toModel(ModelCommand command) {
        switch (command) {
            case ModelCommand.Connect() ->
                    model =
                            outside.model()
                                    .connect(context, this::take, this::passDown, caller::flush);
            case ModelCommand.Close() -> closeModel();
            case ModelCommand.Pause() -> {
                modelHeld = true;
                slowDownModel();
            }
            case ModelCommand.Resume() -> {
                modelHeld = false;
                letModelGoOn();
            }
            case ModelCommand other -> {
                if (model != null) {
                    model.send(other);
                    slowDownForModel();
                }
            }
        }
    }

    private void slowDownForModel() {
        if (!callerPaused && model.full()) {
            callerPaused = true;
            caller.pause();
            model.whenDrained(this::modelDrained);
        }
    }

    private void modelDrained() {
        if (callerPaused) {
            callerPaused = false;
            caller.resume();
        }
    }

    private void closeModel() {
        if (model != null) {
            model.close();
            model = null;
            modelHeld = false;
        }
        modelDrained();
    }

    private void atHome(PlatformCommand command) {
        switch (command) {
            case PlatformCommand.Redeem redeem -> redeem(redeem);
            case PlatformCommand.Prepare(Utterance utterance, String text, String language) ->
                    prepare(utterance, text, language);
            case PlatformCommand.CommitOptOut(PlatformCommand.HeardBy heardBy) ->
                    commitOptOut(heardBy);
            case PlatformCommand.NoteAppointment(String call, String start, String note) ->
                    answered(
                            outside.orchestrator().appointment(brief.attemptId(), start, note),
                            new PlatformEvent.AppointmentNoted(call, true),
                            new PlatformEvent.AppointmentNoted(call, false));
            case PlatformCommand.AskWhoAnswered() -> askWhoAnswered();
            case PlatformCommand.RequestHuman(String call) ->
                    answered(
                            outside.orchestrator().requestHuman(brief.attemptId()),
                            new PlatformEvent.HumanRequested(call, true),
                            new PlatformEvent.HumanRequested(call, false));
            case PlatformCommand.AskAdvisor(String call, String question) ->
                    askAdvisor(call, question);
            case PlatformCommand.HangUp hangUp ->
                    answered(
                            outside.orchestrator()
                                    .hangUp(brief.attemptId(), hangUp.reason().name()),
                            new PlatformEvent.HangUpAnswered(),
                            new PlatformEvent.HangUpAnswered());
            case PlatformCommand.TellStarted(int number, String streamSid) ->
                    tell(
                            new MediaStarted(
                                    brief.leadId(),
                                    brief.callId(),
                                    brief.attemptId(),
                                    number,
                                    streamSid,
                                    Instant.now(outside.clock())));
            case PlatformCommand.TellTurn turn -> tell(turn);
            case PlatformCommand.TellEnded ended -> tell(ended);
            case PlatformCommand.Start(Timer timer, Duration after) -> start(timer, after);
            case PlatformCommand.Cancel(Timer timer) -> cancel(timer);
            case PlatformCommand.Measure(PlatformCommand.Measurement measurement, long value) ->
                    outside.metrics().measured(measurement, value);
            case PlatformCommand.Release() -> release();
        }
    }

    private void redeem(PlatformCommand.Redeem redeem) {
        StreamRedemption redemption =
                new StreamRedemption(
                        redeem.token(), redeem.callSid(), redeem.streamSid(), calls.bridgeId());
        outside.orchestrator()
                .redeem(redemption)
                .onComplete(
                        result ->
                                context.runOnContext(
                                        nothing -> {
                                            if (result.succeeded()) {
                                                redeemed(result.result());
                                            } else {
                                                notRedeemed(result.cause());
                                            }
                                        }));
    }

    private void redeemed(StreamBrief answer) {
        if (released) {
            return;
        }
        try {
            seal = new TranscriptSeal(answer.sealKey());
        } catch (RuntimeException e) {
            broken(e);
            return;
        }
        brief = answer;
        trace = CallTrace.begin(outside.tracer(), brief);
        LOG.infof("Call on the bridge: callId=%s attemptId=%s", brief.callId(), brief.attemptId());
        take(new PlatformEvent.Redeemed(brief));
    }

    private void notRedeemed(Throwable failure) {
        boolean refused = failure instanceof Orchestrator.Refused;
        LOG.infof("Stream token was not redeemed: %s", failure.getMessage());
        take(
                new PlatformEvent.RedemptionFailed(
                        refused ? CloseCause.TOKEN_REFUSED : CloseCause.PLATFORM_UNAVAILABLE));
    }

    private void prepare(Utterance utterance, String text, String language) {
        outside.speech()
                .render(text, language)
                .onComplete(
                        result ->
                                context.runOnContext(
                                        nothing ->
                                                take(
                                                        result.succeeded()
                                                                ? new PlatformEvent.SpeechReady(
                                                                        utterance, result.result())
                                                                : unspeakable(
                                                                        utterance,
                                                                        result.cause()))));
    }

    private PlatformEvent unspeakable(Utterance utterance, Throwable failure) {
        LOG.warnf(
                "Speech was not rendered: utterance=%s attemptId=%s %s",
                utterance, attempt(), failure.getMessage());
        return new PlatformEvent.SpeechFailed(utterance);
    }

    private void commitOptOut(PlatformCommand.HeardBy heardBy) {
        answered(
                outside.orchestrator()
                        .optOut(brief.attemptId(), heardBy.name().toLowerCase(Locale.ROOT)),
                new PlatformEvent.OptOutCommitted(),
                new PlatformEvent.OptOutFailed());
    }

    /// An orchestrator that cannot be asked is asked again: it knows nothing yet.
    private void askWhoAnswered() {
        outside.orchestrator()
                .answeredBy(brief.attemptId())
                .otherwiseEmpty()
                .onComplete(
                        result ->
                                context.runOnContext(
                                        nothing ->
                                                take(
                                                        new PlatformEvent.AnsweredBy(
                                                                Answerer.of(result.result())))));
    }

    private void askAdvisor(String call, String question) {
        outside.orchestrator()
                .advice(brief.attemptId(), question)
                .otherwiseEmpty()
                .onComplete(
                        result ->
                                context.runOnContext(
                                        nothing ->
                                                take(
                                                        new PlatformEvent.Advised(
                                                                call, result.result()))));
    }

    private void answered(Future<Void> answer, PlatformEvent done, PlatformEvent failed) {
        answer.onComplete(
                result ->
                        context.runOnContext(
                                nothing -> {
                                    if (result.failed()) {
                                        LOG.warnf(
                                                "Orchestrator did not take %s: attemptId=%s %s",
                                                failed.getClass().getSimpleName(),
                                                attempt(),
                                                result.cause().getMessage());
                                    }
                                    take(result.succeeded() ? done : failed);
                                }));
    }

    private void tell(PlatformCommand.TellTurn turn) {
        trace.turn(turn.speaker(), turn.startMs(), turn.endMs());
        tell(
                new MediaTurn(
                        brief.leadId(),
                        brief.callId(),
                        brief.attemptId(),
                        turn.number(),
                        turn.speaker(),
                        seal.seal(turn.text()),
                        turn.startMs(),
                        turn.endMs(),
                        turn.interrupted()));
    }

    private void tell(PlatformCommand.TellEnded ended) {
        outside.metrics().ended(ended.reason());
        tell(
                new MediaEnded(
                        brief.leadId(),
                        brief.callId(),
                        brief.attemptId(),
                        ended.number(),
                        ended.reason(),
                        ended.durationMs(),
                        ended.usage(),
                        Instant.now(outside.clock())));
    }

    private void tell(MediaFact fact) {
        outside.facts().tell(fact, trace.traceparent());
    }

    private void start(Timer timer, Duration after) {
        cancel(timer);
        long id =
                vertx.setTimer(
                        Math.max(1, after.toMillis()),
                        fired -> {
                            timers.remove(timer);
                            take(new PlatformEvent.TimerFired(timer));
                        });
        timers.put(timer, id);
    }

    private void cancel(Timer timer) {
        Long id = timers.remove(timer);
        if (id != null) {
            vertx.cancelTimer(id);
        }
    }

    private void release() {
        if (!released) {
            released = true;
            List.copyOf(timers.keySet()).forEach(this::cancel);
            closeModel();
            if (trace != null) {
                trace.end();
            }
            calls.release(callSid, this);
        }
    }

    private UUID attempt() {
        return brief == null ? null : brief.attemptId();
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }
}
