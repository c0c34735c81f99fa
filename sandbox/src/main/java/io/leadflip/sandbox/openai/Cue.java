package io.leadflip.sandbox.openai;

/// Why the model gets the floor.
sealed interface Cue {
    /// It was asked to speak and nothing new was said.
    record Floor() implements Cue {}

    /// The caller said something; empty when it was not understood.
    record Said(String words) implements Cue {}

    /// Its tool calls were answered.
    record ToolsAnswered() implements Cue {}

    /// Nobody spoke for the idle time-out.
    record Silence() implements Cue {}
}
