package io.leadflip.media.bridge;

import io.leadflip.contracts.event.MediaFact.ModelUsage;

/// What comes from the voice model, whichever it is.
public sealed interface ModelEvent extends BridgeEvent {
    record Opened() implements ModelEvent {}

    /// The session as the model really runs it.
    ///
    /// @param telephoneAudio whether it takes and gives 8 kHz µ-law, both
    record Configured(boolean telephoneAudio) implements ModelEvent {}

    /// @param atMs in the audio the model was given
    record SpeechStarted(String item, long atMs) implements ModelEvent {}

    record SpeechStopped(String item, long atMs) implements ModelEvent {}

    /// The caller's turn is complete; the model could answer.
    record TurnTaken(String item) implements ModelEvent {}

    record CallerSaid(String item, String text) implements ModelEvent {
        @Override
        public String toString() {
            return "CallerSaid[redacted]";
        }
    }

    /// The words of a turn will never be known.
    record CallerNotUnderstood(String item) implements ModelEvent {}

    /// Words of the caller beside the agent's own, which went on: they interrupted nobody.
    record CallerInterjected(String item, String text, long startMs, long endMs)
            implements ModelEvent {
        @Override
        public String toString() {
            return "CallerInterjected[redacted]";
        }
    }

    record ResponseStarted(String response) implements ModelEvent {}

    /// @param payload base64 of µ-law
    /// @param bytes of audio in it
    record Audio(String response, String item, String payload, int bytes) implements ModelEvent {}

    record AudioDone(String response, String item) implements ModelEvent {}

    /// Words of the item, in step with its audio or ahead of it.
    record Words(String item, String text) implements ModelEvent {
        @Override
        public String toString() {
            return "Words[redacted]";
        }
    }

    /// All words of the item.
    record WordsDone(String item, String text) implements ModelEvent {
        @Override
        public String toString() {
            return "WordsDone[redacted]";
        }
    }

    /// @param arguments JSON as the model wrote it
    record ToolCalled(String response, String call, String name, String arguments)
            implements ModelEvent {
        @Override
        public String toString() {
            return "ToolCalled[redacted]";
        }
    }

    /// @param hopeless whether it failed in a way that trying again cannot mend
    record ResponseEnded(String response, Result result, boolean hopeless, ModelUsage usage)
            implements ModelEvent {}

    /// Something beside the responses was used.
    record Used(ModelUsage usage) implements ModelEvent {}

    /// A session that is billed by the second went on for so long.
    record Lasted(double seconds) implements ModelEvent {}

    enum Result {
        COMPLETED,
        CANCELLED,
        INCOMPLETE,
        FAILED
    }

    /// A command came to nothing, and nothing is broken by it.
    record Complaint(String code) implements ModelEvent {}

    /// The floor was not given because another response is running.
    ///
    /// @param command the id of the command it answers; null when unknown
    record AlreadySpeaking(String command) implements ModelEvent {}

    /// The model cannot be reached (any more).
    record Lost() implements ModelEvent {}

    /// The provider will not serve us, and asking again is useless.
    record Refused(String code) implements ModelEvent {}

    record Unknown() implements ModelEvent {}
}
