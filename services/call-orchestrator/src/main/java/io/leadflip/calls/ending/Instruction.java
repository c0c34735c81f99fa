package io.leadflip.calls.ending;

/// What the provider is to do with a line that no stream holds any more.
public sealed interface Instruction {
    record HangUp() implements Instruction {}

    /// Says it and hangs up.
    ///
    /// @param language BCP 47 tag
    record Say(String words, String language) implements Instruction {}
}
