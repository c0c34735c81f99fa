package io.leadflip.media.live;

/// Takes the agent's audio as bytes, when nothing is to be decided about it.
public interface AgentAudio {
    /// @param bytes base64 of µ-law from `from` on, good only during the call
    /// @param audioBytes of µ-law in it
    /// @return false when it must be told as an event instead
    boolean spoken(
            String response, String item, byte[] bytes, int from, int length, int audioBytes);
}
