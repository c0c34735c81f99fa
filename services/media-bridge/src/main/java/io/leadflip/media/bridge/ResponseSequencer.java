package io.leadflip.media.bridge;

import java.util.Optional;

/// Keeps the model to one response at a time: a second wish for the floor waits until the running
/// response has ended, and a wish that is overtaken by the caller is cancelled as soon as the model
/// names it.
final class ResponseSequencer {
    private enum Phase {
        IDLE,
        REQUESTED,
        ACTIVE
    }

    private Phase phase = Phase.IDLE;
    private boolean wanted;
    private String hint;
    private boolean cancelOnStart;
    private int requests;

    /// The model should speak.
    Optional<ModelCommand> want(String hint) {
        if (phase != Phase.IDLE) {
            wanted = true;
            this.hint = hint;
            return Optional.empty();
        }
        return Optional.of(request(hint));
    }

    Optional<ModelCommand> started() {
        boolean overtaken = phase == Phase.REQUESTED && cancelOnStart;
        phase = Phase.ACTIVE;
        cancelOnStart = false;
        return overtaken ? Optional.of(new ModelCommand.Cancel()) : Optional.empty();
    }

    Optional<ModelCommand> ended() {
        phase = Phase.IDLE;
        if (!wanted) {
            return Optional.empty();
        }
        wanted = false;
        return Optional.of(request(hint));
    }

    /// The model says that another response is running: ours waits for its end.
    void refused(String id) {
        if (phase == Phase.REQUESTED && (id == null || id.equals(id()))) {
            phase = Phase.ACTIVE;
            wanted = wanted || !cancelOnStart;
            cancelOnStart = false;
        }
    }

    /// The caller took the floor. A running response is ended by the model itself.
    void giveWay() {
        wanted = false;
        cancelOnStart = phase == Phase.REQUESTED;
    }

    /// Nothing more is to be said in this call.
    Optional<ModelCommand> silence() {
        giveWay();
        return phase == Phase.ACTIVE ? Optional.of(new ModelCommand.Cancel()) : Optional.empty();
    }

    boolean idle() {
        return phase == Phase.IDLE;
    }

    boolean running() {
        return phase == Phase.ACTIVE;
    }

    private ModelCommand request(String hint) {
        phase = Phase.REQUESTED;
        cancelOnStart = false;
        requests++;
        return new ModelCommand.Speak(id(), hint);
    }

    private String id() {
        return "speak-" + requests;
    }
}
