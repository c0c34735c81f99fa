package io.leadflip.media.gptlive;

import io.leadflip.media.bridge.ModelEvent;
import java.util.function.Consumer;

/// The caller's turns, made of words that come in pieces with their times. A turn is over when
/// nothing more was understood for a while, or the agent answers.
///
/// Speech while the agent is silent is told at once. Words beside the agent's own are told later:
/// as an interruption when the agent gave way to them, else as said meanwhile.
final class CallerTurns {
    private final long pauseMs;
    private final Consumer<ModelEvent> told;
    private long clockMs;
    private int turns;
    private Turn turn;

    CallerTurns(long pauseMs, Consumer<ModelEvent> told) {
        this.pauseMs = pauseMs;
        this.told = told;
    }

    void said(LiveEvent.InputWords words, boolean agentSpeaks) {
        if (turn == null) {
            turn = new Turn("live-caller-" + ++turns, words.startMs());
        }
        turn.words.append(words.text());
        turn.endMs = Math.max(turn.endMs, words.endMs());
        turn.lastAt = clockMs;
        if (!agentSpeaks) {
            tellBegun();
        }
    }

    /// The session went on for so long.
    void passed(long ms, boolean floorWasGiven, boolean agentSpeaks) {
        clockMs += ms;
        if (turn != null && clockMs - turn.lastAt >= pauseMs) {
            conclude(floorWasGiven);
        }
    }

    /// Whether the caller speaks and nobody was told.
    boolean unheard() {
        return turn != null && !turn.begun;
    }

    /// The agent gave way to the caller.
    void interrupted() {
        tellBegun();
    }

    /// The turn is over. Until the floor was given for the first time the platform decides who
    /// answers.
    void conclude(boolean floorWasGiven) {
        if (turn == null) {
            return;
        }
        Turn over = turn;
        turn = null;
        String words = over.words.toString();
        if (!over.begun) {
            told.accept(
                    new ModelEvent.CallerInterjected(over.item, words, over.startMs, over.endMs));
            return;
        }
        told.accept(new ModelEvent.SpeechStopped(over.item, over.endMs));
        if (!floorWasGiven) {
            told.accept(new ModelEvent.TurnTaken(over.item));
        }
        told.accept(new ModelEvent.CallerSaid(over.item, words));
    }

    private void tellBegun() {
        if (!turn.begun) {
            turn.begun = true;
            told.accept(new ModelEvent.SpeechStarted(turn.item, turn.startMs));
        }
    }

    private static final class Turn {
        private final String item;
        private final long startMs;
        private final StringBuilder words = new StringBuilder();
        private long endMs;
        private long lastAt;
        private boolean begun;

        private Turn(String item, long startMs) {
            this.item = item;
            this.startMs = startMs;
        }
    }
}
