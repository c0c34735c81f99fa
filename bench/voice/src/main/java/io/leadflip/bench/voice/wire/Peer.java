package io.leadflip.bench.voice.wire;

/// What a link's owner gets to know, on the loop.
public interface Peer {
    /// The WebSocket is open.
    void opened(Link link);

    /// A whole text message. The bytes are only good during the call.
    void text(Link link, byte[] bytes, int from, int length, long nowNanos);

    void binary(Link link);

    void closed(Link link, int status);
}
