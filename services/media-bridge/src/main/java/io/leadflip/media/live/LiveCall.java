package io.leadflip.media.live;

import io.leadflip.contracts.door.StreamBrief;
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
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/// One call at work, on one event loop: takes what happens, one thing after the other, and has its
/// session's decisions carried out. It alone owns the call's legs, timers and errands, and leaves
/// nothing of them behind.
final class LiveCall {
    private static final Logger LOG = Logger.getLogger(LiveCall.class);

    private final LiveCalls calls;
    private final Outside outside;
    private final Context context;
    private final CallerLine caller;
    private final BridgeSession session;
    private final CallLegs legs;
    private final CallTimers timers;
    private final CallErrands errands;
    private final Deque<BridgeEvent> waiting = new ArrayDeque<>();
    private CallRecord record;
    private String callSid;
    private boolean busy;
    private boolean released;

    LiveCall(
            LiveCalls calls,
            Outside outside,
            Vertx vertx,
            Context context,
            CallerLine caller,
            String accountSid) {
        this.calls = calls;
        this.outside = outside;
        this.context = context;
        this.caller = caller;
        this.session =
                new BridgeSession(
                        calls.rules(),
                        accountSid,
                        outside.model().name(),
                        ThreadLocalRandom.current()::nextDouble);
        this.legs =
                new CallLegs(
                        caller,
                        this::connectModel,
                        task ->
                                vertx.setTimer(
                                        CallLegs.MODEL_TAKES_WITHIN.toMillis(), id -> task.run()),
                        () -> take(new ModelEvent.Lost()));
        this.timers = new CallTimers(vertx, timer -> take(new PlatformEvent.TimerFired(timer)));
        this.errands = new CallErrands(outside, calls.bridgeId(), context, this::take);
    }

    private VoiceModel.ModelLine connectModel() {
        return outside.model().connect(context, this::take, this::passDown, legs::flushCaller);
    }

    void open() {
        try {
            caller.listen(this::heard, this::passUp, legs::flushModel);
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
        if (busy || released || !legs.hasModel() || !session.hears(timestampMs, now())) {
            return false;
        }
        try {
            legs.hear(bytes, from, length);
            afterPassing();
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
            legs.play(bytes, from, length);
            afterPassing();
        } catch (RuntimeException e) {
            broken(e);
        }
        return true;
    }

    /// Nearly always there is nothing to be done, fifty times a second.
    private void afterPassing() {
        List<BridgeEffect> effects = session.passed();
        if (!effects.isEmpty()) {
            perform(effects);
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
        if (event instanceof PlatformEvent.Redeemed(StreamBrief brief)) {
            known(brief);
        }
        List<BridgeEffect> effects = session.on(event, now());
        perform(effects);
        if (event instanceof ModelEvent.SpeechStarted && clears(effects)) {
            outside.metrics().bargeIn(System.nanoTime() - began);
        }
    }

    /// A caller who speaks while nothing plays interrupts nobody.
    private static boolean clears(List<BridgeEffect> effects) {
        return effects.stream().anyMatch(CallerCommand.Clear.class::isInstance);
    }

    /// It is known now whose call this is.
    private void known(StreamBrief brief) {
        record = new CallRecord(outside, brief);
        record.openSeal();
        errands.about(brief.attemptId());
        LOG.infof("Call on the bridge: callId=%s attemptId=%s", brief.callId(), brief.attemptId());
    }

    /// A fault of ours ends this call and no other; nothing of it may stay behind, and nobody may
    /// wait for its end.
    private void broken(RuntimeException fault) {
        LOG.errorf("Call is broken: attemptId=%s %s", attempt(), FaultText.withPlace(fault));
        waiting.clear();
        try {
            if (record != null) {
                tellWhatIsKnown();
                record.failed();
            }
            toCaller(new CallerCommand.Close(CloseCause.PLATFORM_UNAVAILABLE));
        } finally {
            release();
        }
    }

    /// The session knows what was heard and what the model cost. It may be what is broken.
    private void tellWhatIsKnown() {
        try {
            tellOnly(session.on(new PlatformEvent.Shutdown(), now()));
            tellOnly(session.on(new PlatformEvent.TimerFired(Timer.TRANSCRIPT), now()));
        } catch (RuntimeException e) {
            LOG.errorf(e, "Broken call's end is told without its words: attemptId=%s", attempt());
        }
    }

    private void tellOnly(List<BridgeEffect> effects) {
        for (BridgeEffect effect : effects) {
            if (effect instanceof PlatformCommand.Telling telling) {
                record.tell(telling);
            }
        }
    }

    private void perform(List<BridgeEffect> effects) {
        for (BridgeEffect effect : effects) {
            switch (effect) {
                case CallerCommand command -> toCaller(command);
                case ModelCommand command -> legs.send(command);
                case PlatformCommand command -> atHome(command);
            }
        }
    }

    private void toCaller(CallerCommand command) {
        legs.send(command);
        if (command instanceof CallerCommand.Close(CloseCause cause)) {
            outside.metrics().closed(cause);
            LOG.infof("Media stream closed: cause=%s attemptId=%s", cause.wire(), attempt());
        }
    }

    private void atHome(PlatformCommand command) {
        switch (command) {
            case PlatformCommand.Errand errand -> errands.run(errand);
            case PlatformCommand.Telling telling -> record.tell(telling);
            case PlatformCommand.Start(Timer timer, Duration after) -> timers.start(timer, after);
            case PlatformCommand.Cancel(Timer timer) -> timers.cancel(timer);
            case PlatformCommand.Measure(PlatformCommand.Measurement measurement, long value) ->
                    outside.metrics().measured(measurement, value);
            case PlatformCommand.Release() -> release();
        }
    }

    private void release() {
        if (!released) {
            released = true;
            timers.cancelAll();
            legs.closeModel();
            if (record != null) {
                record.close();
            }
            calls.release(callSid, this);
        }
    }

    private UUID attempt() {
        return record == null ? null : record.attempt();
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }
}
