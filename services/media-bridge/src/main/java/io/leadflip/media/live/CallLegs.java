package io.leadflip.media.live;

import io.leadflip.media.bridge.CallerCommand;
import io.leadflip.media.bridge.ModelCommand;
import io.leadflip.media.live.VoiceModel.ModelLine;
import java.util.function.Supplier;

/// The two legs of a call, the phone's and the model's: what goes out on each, and that neither is
/// read faster than the other takes.
///
/// The model's leg stops for two reasons that know nothing of each other: the phone's socket takes
/// nothing, or the call holds it because enough is waiting to be played.
final class CallLegs {
    private final CallerLine caller;
    private final Supplier<ModelLine> connect;
    private ModelLine model;
    private boolean callerPaused;
    private boolean modelPaused;
    private boolean modelHeld;

    /// @param connect opens a session with the model
    CallLegs(CallerLine caller, Supplier<ModelLine> connect) {
        this.caller = caller;
        this.connect = connect;
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
            case ModelCommand.Connect() -> model = connect.get();
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

    /// Audio of the caller, to a model that is there.
    ///
    /// @param bytes base64 of µ-law from `from` on
    void hear(byte[] bytes, int from, int length) {
        model.hear(bytes, from, length);
        slowDownForModel();
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

    void closeModel() {
        if (model != null) {
            model.close();
            model = null;
            modelHeld = false;
        }
        modelDrained();
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
}
