package io.leadflip.media.bridge;

import io.leadflip.contracts.event.MediaFact.MediaEndReason;

/// Notices when nobody speaks, and when the model has the floor and says nothing. Silence is
/// measured by speech, not by frames: those come as long as the phone is off the hook.
final class SilenceWatch {
    private static final String NUDGE =
            "The other person has been silent for a while. Ask in one short sentence whether they are still there.";

    private final CallDesk desk;
    private final Playout playout;
    private final ModelConnection model;
    private final AgentFloor floor;
    private final AgentTools tools;
    private final Farewell farewell;
    private boolean idleArmed;
    private boolean answerOwed;
    private int nudges;

    SilenceWatch(
            CallDesk desk,
            Playout playout,
            ModelConnection model,
            AgentFloor floor,
            AgentTools tools,
            Farewell farewell) {
        this.desk = desk;
        this.playout = playout;
        this.model = model;
        this.floor = floor;
        this.tools = tools;
        this.farewell = farewell;
    }

    /// After each event.
    ///
    /// @return whether nobody speaks or is about to
    boolean look() {
        if (desk.state() instanceof BridgeState.Closed) {
            return false;
        }
        boolean silent =
                desk.conversing()
                        && model.ready()
                        && !floor.callerSpeaking()
                        && !playout.speaking()
                        && floor.idle()
                        && !tools.open();
        idleArmed = arm(Timer.IDLE, silent, idleArmed);
        // Whether it complained, hangs, or its connection does: the caller waits in silence.
        boolean owed = desk.conversing() && !floor.idle() && playout.unplayedMs() == 0;
        answerOwed = arm(Timer.ANSWER, owed, answerOwed);
        return silent;
    }

    private boolean arm(Timer timer, boolean wanted, boolean armed) {
        if (wanted && !armed) {
            desk.start(
                    timer,
                    timer == Timer.IDLE ? desk.rules().idleAfter() : desk.rules().answerWithin());
        } else if (!wanted && armed) {
            desk.cancel(timer);
        }
        return wanted;
    }

    void callerBegan() {
        nudges = 0;
    }

    void answerTooLate() {
        answerOwed = false;
    }

    void idle() {
        idleArmed = false;
        if (!desk.conversing()) {
            return;
        }
        if (nudges++ == 0) {
            floor.want(NUDGE);
        } else {
            farewell.end(MediaEndReason.IDLE, Utterance.GOODBYE);
        }
    }
}
