package io.leadflip.media.live;

import io.leadflip.media.bridge.CallerCommand;
import io.leadflip.media.bridge.ModelCommand;
import io.leadflip.media.live.VoiceModel.ModelLine;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The two legs of a call, the phone's and the model's: what goes out on each, and what happens
/// when one takes nothing.
///
/// The model's leg stops for two reasons that know nothing of each other: the phone's socket takes
/// nothing, which outlasts a model that is replaced, or the call holds it because enough is waiting
/// to be played. The phone's leg never stops: keys, marks and the end of the stream come on it as
/// well. A model that takes nothing for a while, beyond what the network holds for it anyway, is
/// lost; until then what is heard is written, and that bounds it.
final class CallLegs {
    static final Duration MODEL_TAKES_WITHIN = Duration.ofSeconds(2);

    private final CallerLine caller;
    private final Supplier<ModelLine> connect;
    private final Consumer<Runnable> afterPatience;
    private final Runnable modelStuck;
    private ModelLine model;
    private boolean modelFull;
    private int watches;
    private boolean callerFull;
    private boolean modelHeld;

    /// @param connect opens a session with the model
    /// @param afterPatience runs what it is given [#MODEL_TAKES_WITHIN] later, on the same loop
    /// @param modelStuck the model has taken nothing for so long
    CallLegs(
            CallerLine caller,
            Supplier<ModelLine> connect,
            Consumer<Runnable> afterPatience,
            Runnable modelStuck) {
        this.caller = caller;
        this.connect = connect;
        this.afterPatience = afterPatience;
        this.modelStuck = modelStuck;
    }

    boolean hasModel() {
        return model != null;
    }

    void send(CallerCommand command) {
        caller.send(command);
        if (!(command instanceof CallerCommand.Close)) {
            slowDownForCaller();
        }
    }

    void send(ModelCommand command) {
        switch (command) {
            case ModelCommand.Connect() -> connectModel();
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
                    watchModel();
                }
            }
        }
    }

    /// Audio of the caller, to a model that is there.
    ///
    /// @param bytes base64 of µ-law from `from` on
    void hear(byte[] bytes, int from, int length) {
        model.hear(bytes, from, length);
        watchModel();
    }

    /// Audio of the agent.
    ///
    /// @param bytes base64 of µ-law from `from` on
    void play(byte[] bytes, int from, int length) {
        caller.play(bytes, from, length);
        slowDownForCaller();
    }

    void flushCaller() {
        caller.flush();
    }

    void flushModel() {
        if (model != null) {
            model.flush();
        }
    }

    private void connectModel() {
        model = connect.get();
        if (callerFull) {
            slowDownModel();
        }
    }

    void closeModel() {
        if (model != null) {
            model.close();
            model = null;
            modelHeld = false;
            modelFull = false;
        }
    }

    private void slowDownForCaller() {
        if (!callerFull && caller.full()) {
            callerFull = true;
            slowDownModel();
            caller.whenDrained(this::callerDrained);
        }
    }

    private void callerDrained() {
        callerFull = false;
        letModelGoOn();
    }

    private void slowDownModel() {
        if (model != null) {
            model.pause();
        }
    }

    private void letModelGoOn() {
        if (model != null && !callerFull && !modelHeld) {
            model.resume();
        }
    }

    private void watchModel() {
        if (!modelFull && model.full()) {
            modelFull = true;
            int watch = ++watches;
            ModelLine watched = model;
            watched.whenDrained(() -> drained(watched));
            afterPatience.accept(() -> patienceIsOver(watch));
        }
    }

    private void drained(ModelLine watched) {
        if (watched == model) {
            modelFull = false;
        }
    }

    /// Drained and full again is not stuck: that is another watch.
    private void patienceIsOver(int watch) {
        if (modelFull && watch == watches) {
            modelStuck.run();
        }
    }
}
