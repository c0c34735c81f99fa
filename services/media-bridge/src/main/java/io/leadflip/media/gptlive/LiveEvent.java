package io.leadflip.media.gptlive;

/// What the provider says in a session, as far as a call is concerned.
sealed interface LiveEvent {
    /// @param telephoneAudio whether it takes and gives 8 kHz µ-law
    record Started(boolean telephoneAudio) implements LiveEvent {}

    /// The next piece of what the model gives out, speech or silence.
    ///
    /// @param payload base64 of µ-law
    record Output(String payload, int bytes, boolean voiced) implements LiveEvent {}

    /// @param startMs in the session's time
    record OutputWords(String text, long startMs) implements LiveEvent {
        @Override
        public String toString() {
            return "OutputWords[redacted]";
        }
    }

    /// @param startMs in the session's time, as `endMs`
    record InputWords(String text, long startMs, long endMs) implements LiveEvent {
        @Override
        public String toString() {
            return "InputWords[redacted]";
        }
    }

    record FunctionCalled(String call, String name, String arguments) implements LiveEvent {
        @Override
        public String toString() {
            return "FunctionCalled[redacted]";
        }
    }

    /// Tokens of the model that calls functions.
    record BackendUsed(long input, long cached, long output) implements LiveEvent {}

    /// @param seconds that will be billed so far
    record Used(double seconds) implements LiveEvent {}

    record Closed(String reason, double seconds) implements LiveEvent {}

    record Complained(String code) implements LiveEvent {}

    /// The session cannot be, whatever is tried.
    record Hopeless(String code) implements LiveEvent {}

    record Other() implements LiveEvent {}
}
