package io.leadflip.calls.ending;

import java.time.Duration;

/// What the provider is to do with a line that no stream holds any more.
public sealed interface Instruction {
    record HangUp() implements Instruction {}

    /// Says it and hangs up.
    ///
    /// @param language BCP 47 tag
    record Say(String words, String language) implements Instruction {}

    /// Says it, and connects the line with another phone.
    ///
    /// @param phone E.164
    /// @param from the number we call from
    /// @param ringTime how long that phone rings
    /// @param longest how long the two may talk
    record PutThrough(Say first, String phone, String from, Duration ringTime, Duration longest)
            implements Instruction {
        @Override
        public String toString() {
            return "PutThrough[redacted]";
        }
    }
}
