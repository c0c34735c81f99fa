package io.leadflip.media.bridge;

import io.leadflip.contracts.value.Speaker;

/// What goes to the voice model, whichever it is.
public sealed interface ModelCommand extends BridgeEffect {
    record Connect() implements ModelCommand {}

    /// @param asksToRecord whether the agent can allow and stop a recording of the call
    record Configure(String instructions, String language, boolean asksToRecord)
            implements ModelCommand {
        @Override
        public String toString() {
            return "Configure[redacted]";
        }
    }

    /// @param payload base64 of µ-law
    record Hear(String payload) implements ModelCommand {}

    /// Something that was said before this session began; of the agent only what was heard.
    record Remember(Speaker speaker, String text) implements ModelCommand {
        @Override
        public String toString() {
            return "Remember[redacted]";
        }
    }

    /// Something the model is to know, from us.
    record Tell(String text) implements ModelCommand {
        @Override
        public String toString() {
            return "Tell[redacted]";
        }
    }

    /// Read nothing more from the model for now: what it said is not played yet.
    record Pause() implements ModelCommand {}

    record Resume() implements ModelCommand {}

    /// No more audio will come: what was heard so far is the caller's turn.
    record FinishHearing() implements ModelCommand {}

    /// Gives the model the floor.
    ///
    /// @param id named again by a complaint about it
    /// @param hint what to do with the floor; null for what the conversation asks
    record Speak(String id, String hint) implements ModelCommand {
        @Override
        public String toString() {
            return "Speak[id=" + id + "]";
        }
    }

    record Cancel() implements ModelCommand {}

    /// Of this item only so much was heard.
    record Truncate(String item, long heardMs) implements ModelCommand {}

    /// Of this item nothing was heard.
    record Forget(String item) implements ModelCommand {}

    /// @param output JSON
    record AnswerTool(String call, String output) implements ModelCommand {
        @Override
        public String toString() {
            return "AnswerTool[redacted]";
        }
    }

    record Close() implements ModelCommand {}
}
