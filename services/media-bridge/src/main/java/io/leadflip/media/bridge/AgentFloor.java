package io.leadflip.media.bridge;

import io.leadflip.media.bridge.PlatformCommand.Measurement;
import java.time.Duration;

/// Who speaks: the caller always may, the agent when it was given the floor.
final class AgentFloor {
    /// How it goes on after a response.
    enum After {
        NOTHING,
        /// The agent has said goodbye.
        LEAVES,
        /// The agent leaves without a word.
        LEAVES_SILENTLY,
        /// The model does not manage to answer.
        FAILED,
        /// It never will.
        REFUSED
    }

    private final CallDesk desk;
    private final Playout playout;
    private final ModelConnection model;
    private final Unheard unheard;
    private ResponseSequencer sequencer = new ResponseSequencer();
    private boolean callerSpeaking;
    private String response;
    private String lastItem;
    private boolean spoke;
    private boolean leaving;
    private int failures;
    private boolean doubted;
    private boolean dismissed;
    private boolean cutByNoise;

    AgentFloor(CallDesk desk, Playout playout, ModelConnection model) {
        this.desk = desk;
        this.playout = playout;
        this.model = model;
        this.unheard = new Unheard(desk, playout, model);
    }

    boolean callerSpeaking() {
        return callerSpeaking;
    }

    /// Whether the agent neither speaks nor was asked to.
    boolean idle() {
        return sequencer.idle();
    }

    /// Whether a response is running that the model has named, and will say the end of.
    boolean answering() {
        return sequencer.running();
    }

    boolean leaving() {
        return leaving;
    }

    void callerBegan() {
        callerSpeaking = true;
        dismissed = false;
        if (!desk.conversing() || leaving) {
            return;
        }
        Duration guard = desk.rules().interruptAfter();
        if (guard.isPositive() && playout.speaking()) {
            doubted = true;
            desk.start(Timer.INTERRUPTION, guard);
        } else {
            interrupt();
        }
    }

    /// The caller has been speaking for long enough to mean it.
    void meant() {
        if (doubted) {
            doubted = false;
            interrupt();
        }
    }

    void callerPaused() {
        callerSpeaking = false;
        if (doubted) {
            doubted = false;
            dismissed = true;
            desk.cancel(Timer.INTERRUPTION);
            desk.measure(Measurement.FALSE_INTERRUPTION, 1);
        }
    }

    /// What was too short to interrupt is not answered unless it turns out to have been words.
    void turnTaken() {
        callerPaused();
        answerTurn();
    }

    /// A turn is to be answered now, or by [#callerSaid] when it was too short; never twice.
    void answerTurn() {
        if (!dismissed) {
            takeTurn();
        }
    }

    /// @param words of the caller's turn; blank when there were none
    void callerSaid(String words) {
        if (!dismissed) {
            return;
        }
        dismissed = false;
        if (!words.isBlank() || cutByNoise) {
            takeTurn();
        }
        cutByNoise = false;
    }

    private void takeTurn() {
        if (desk.conversing() && !leaving && !callerSpeaking) {
            want(null);
        }
    }

    /// The agent should speak, unless the caller does.
    void offer(String hint) {
        if (!callerSpeaking) {
            want(hint);
        }
    }

    /// A model that is away gets the floor when it is back.
    void want(String hint) {
        if (!model.ready()) {
            return;
        }
        sequencer.want(hint).ifPresent(desk::add);
    }

    /// The agent said that it hangs up with this response.
    void leaveWith(String named) {
        leaving = named.equals(response);
    }

    void started(String named) {
        var overtaken = sequencer.started();
        finishItem();
        boolean welcome = overtaken.isEmpty() && desk.conversing();
        response = welcome ? named : null;
        spoke = false;
        if (!welcome && model.ready()) {
            desk.add(new ModelCommand.Cancel());
        }
    }

    void refused(String command) {
        sequencer.refused(command);
    }

    /// Whether audio needs nothing but to be handed on; then it counts as sent.
    boolean passes(String named, String item, int bytes) {
        boolean goesOn =
                named.equals(response) && item.equals(lastItem) && playout.sendsAlone(bytes);
        if (!goesOn || playout.unplayedMs() > desk.rules().inFlight().toMillis()) {
            return false;
        }
        playout.passed(item, bytes);
        unheard.sent(item, bytes);
        return true;
    }

    void audio(ModelEvent.Audio audio) {
        if (!audio.response().equals(response)) {
            unheard.dropped(audio.item());
            return;
        }
        long unplayed = playout.unplayedMs();
        if (unplayed > desk.rules().mostInFlight().toMillis()) {
            response = null;
            desk.measure(Measurement.RUNAWAY_RESPONSE, 1);
            desk.add(new ModelCommand.Cancel());
            unheard.brokenOff(audio.item());
            playout.done(audio.item());
            return;
        }
        if (lastItem != null && !lastItem.equals(audio.item())) {
            playout.done(lastItem);
        }
        lastItem = audio.item();
        unheard.sent(lastItem, audio.bytes());
        spoke = true;
        playout.play(audio.item(), audio.payload(), audio.bytes());
        if (unplayed > desk.rules().inFlight().toMillis()) {
            model.pauseFor(unplayed - desk.rules().inFlight().toMillis());
        }
    }

    /// What is said of a response after its end is not heard. The end of one that was overtaken by
    /// another says nothing about that other.
    After ended(ModelEvent.ResponseEnded ended) {
        if (response != null && !response.equals(ended.response())) {
            return After.NOTHING;
        }
        finishItem();
        response = null;
        var next = sequencer.ended();
        if (!desk.conversing()) {
            return After.NOTHING;
        }
        next.ifPresent(desk::add);
        return switch (ended.result()) {
            case FAILED -> failed(ended.hopeless());
            case CANCELLED -> stay();
            case COMPLETED, INCOMPLETE -> completed();
        };
    }

    private After failed(boolean hopeless) {
        leaving = false;
        failures++;
        if (hopeless) {
            return After.REFUSED;
        }
        if (failures > 1) {
            return After.FAILED;
        }
        if (!callerSpeaking && sequencer.idle()) {
            want(null);
        }
        return After.NOTHING;
    }

    /// The model stopped for the caller. One who spoke into the agent's goodbye while it was being
    /// made keeps the conversation going.
    private After stay() {
        cutByNoise = doubted || dismissed;
        if (leaving) {
            leaving = false;
            interrupt();
        }
        return After.NOTHING;
    }

    private After completed() {
        failures = 0;
        if (!leaving) {
            return After.NOTHING;
        }
        return spoke || playout.speaking() ? After.LEAVES : After.LEAVES_SILENTLY;
    }

    private void interrupt() {
        sequencer.giveWay();
        response = null;
        playout.interrupt();
        model.readOn();
    }

    /// The model is gone. What it has sent is still heard; what it was asked for is not coming.
    void modelLost() {
        finishItem();
        sequencer = new ResponseSequencer();
        response = null;
        leaving = false;
        callerSpeaking = false;
        doubted = false;
        dismissed = false;
        cutByNoise = false;
        failures = 0;
    }

    private void finishItem() {
        if (lastItem != null) {
            playout.done(lastItem);
            lastItem = null;
        }
    }

    /// The agent says nothing more.
    void close() {
        response = null;
        if (model.ready()) {
            sequencer.silence().ifPresent(desk::add);
        }
    }
}
