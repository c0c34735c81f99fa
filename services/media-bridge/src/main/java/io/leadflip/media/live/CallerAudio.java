package io.leadflip.media.live;

/// Takes the caller's audio as bytes, when nothing is to be decided about it.
public interface CallerAudio {
    /// @param bytes base64 of µ-law from `from` on, good only during the call
    /// @param timestampMs since the stream started, as the provider counts
    /// @return false when it must be told as an event instead
    boolean heard(byte[] bytes, int from, int length, long timestampMs);
}
