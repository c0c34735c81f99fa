package io.leadflip.media.bridge;

import io.leadflip.contracts.door.StreamBrief;

/// What comes from our own side: doors, prepared speech, timers.
public sealed interface PlatformEvent extends BridgeEvent {
    record Redeemed(StreamBrief brief) implements PlatformEvent {
        @Override
        public String toString() {
            return "Redeemed[redacted]";
        }
    }

    record RedemptionFailed(CloseCause cause) implements PlatformEvent {}

    /// @param mulaw 8 kHz µ-law, ready to be played
    record SpeechReady(Utterance utterance, byte[] mulaw) implements PlatformEvent {}

    record SpeechFailed(Utterance utterance) implements PlatformEvent {}

    /// @param call the model's id of the function call
    record HumanRequested(String call, Person person) implements PlatformEvent {}

    /// What becomes of the wish for a person.
    enum Person {
        /// The line is to be left to its provider, so that one takes it.
        COMES,
        CALLS_BACK,
        /// Nobody knows.
        UNKNOWN
    }

    /// @param call the model's id of the function call; null when a key was pressed
    record RecordingAnswered(String call, Recorded recorded) implements PlatformEvent {}

    /// What becomes of the leave to record.
    enum Recorded {
        YES,
        NO,
        /// Nobody knows.
        UNKNOWN
    }

    /// @param stopped whether it is sure that the recording is stopped and deleted
    record RecordingStopped(String call, boolean stopped) implements PlatformEvent {}

    /// @param advice null when there is none
    record Advised(String call, String advice) implements PlatformEvent {
        @Override
        public String toString() {
            return "Advised[redacted]";
        }
    }

    record AnsweredBy(Answerer who) implements PlatformEvent {}

    record OptOutCommitted() implements PlatformEvent {}

    record OptOutFailed() implements PlatformEvent {}

    /// @param call the model's id of the function call
    record AppointmentNoted(String call, boolean stored) implements PlatformEvent {}

    /// The orchestrator took, or did not take, the wish to hang up. Either way the stream ends now.
    record HangUpAnswered() implements PlatformEvent {}

    record TimerFired(Timer timer) implements PlatformEvent {}

    /// The process must end; grace is over.
    record Shutdown() implements PlatformEvent {}
}
