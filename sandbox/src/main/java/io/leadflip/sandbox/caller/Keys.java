package io.leadflip.sandbox.caller;

/// Presses the persona's keys once, the first into the agent's first words, the others in a natural
/// rhythm.
final class Keys {
    private static final int GAP_MS = 300;

    private final String digits;
    private int next;
    private int restMs;

    Keys(String digits) {
        this.digits = digits;
    }

    /// The key pressed in this frame, or 0.
    char step(boolean agentSpeaks) {
        restMs = Math.max(0, restMs - Frame.MILLIS);
        boolean begun = next > 0;
        if (next >= digits.length() || restMs > 0 || !(begun || agentSpeaks)) {
            return 0;
        }
        restMs = GAP_MS;
        return digits.charAt(next++);
    }
}
