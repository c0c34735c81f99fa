package io.leadflip.bench.voice.sim;

/// What kind of conversation all calls hold.
public enum Scene {
    /// Eight seconds a turn: one of the caller, four of the agent, three of thinking.
    CONVERSATION(50, 400, 400),

    /// The caller interrupts every answer: once after it was made in full and is being played, once
    /// while it is still being made.
    INTERRUPTIONS(25, 150, 70);

    private final int speech;
    private final int even;
    private final int odd;

    Scene(int speech, int even, int odd) {
        this.speech = speech;
        this.even = even;
        this.odd = odd;
    }

    int speech() {
        return speech;
    }

    int cycle(int turn) {
        return turn % 2 == 0 ? even : odd;
    }

    /// Calls begin their first turn so many frames apart at most.
    int spread() {
        return even;
    }
}
