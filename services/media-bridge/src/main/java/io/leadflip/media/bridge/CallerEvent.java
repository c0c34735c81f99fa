package io.leadflip.media.bridge;

/// What comes from the phone's side.
public sealed interface CallerEvent extends BridgeEvent {
    record Connected() implements CallerEvent {}

    /// @param token the one-time token of the stream; null when the stream carried none
    record Started(
            String streamSid,
            String accountSid,
            String callSid,
            String token,
            String encoding,
            int sampleRate,
            int channels)
            implements CallerEvent {
        @Override
        public String toString() {
            return "Started[streamSid=" + streamSid + ", callSid=" + callSid + "]";
        }
    }

    /// @param payload base64 of µ-law
    /// @param timestampMs since the stream started, as the provider counts
    record Audio(String payload, long timestampMs) implements CallerEvent {}

    record KeyPressed(char key) implements CallerEvent {}

    record MarkEchoed(String name) implements CallerEvent {}

    record Stopped() implements CallerEvent {}

    /// The socket is gone.
    record Gone() implements CallerEvent {}

    /// What came cannot be served: a message that is none, or a stream that must not be.
    record Refused(CloseCause cause) implements CallerEvent {}

    /// A kind of message that newer versions of the protocol may have.
    record Unknown() implements CallerEvent {}
}
