package io.leadflip.media.bridge;

import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import io.leadflip.contracts.event.MediaFact.ModelUsage;
import io.leadflip.contracts.value.Speaker;
import java.time.Duration;

/// What our own side is to do.
public sealed interface PlatformCommand extends BridgeEffect {
    /// Something others are asked for; what comes of it is told as one `PlatformEvent`.
    sealed interface Errand extends PlatformCommand {}

    /// Something other services are told.
    sealed interface Telling extends PlatformCommand {}

    record Redeem(String token, String callSid, String streamSid) implements Errand {
        @Override
        public String toString() {
            return "Redeem[redacted]";
        }
    }

    record Prepare(Utterance utterance, String text, String language) implements Errand {
        @Override
        public String toString() {
            return "Prepare[utterance=" + utterance + "]";
        }
    }

    record CommitOptOut(HeardBy heardBy) implements Errand {}

    enum HeardBy {
        VOICE,
        KEY
    }

    record NoteAppointment(String call, String start, String note) implements Errand {
        @Override
        public String toString() {
            return "NoteAppointment[redacted]";
        }
    }

    /// The consumer wants a person.
    record RequestHuman(String call) implements Errand {}

    record AskAdvisor(String call, String question) implements Errand {
        @Override
        public String toString() {
            return "AskAdvisor[redacted]";
        }
    }

    /// The consumer agreed to a recording.
    ///
    /// @param call the model's id of the function call; null when a key was pressed
    /// @param noticeHeardMs when the opening was heard to its end, in ms of the stream
    /// @param affirmedMs when the consumer agreed, likewise
    record AllowRecording(String call, HeardBy heardBy, long noticeHeardMs, long affirmedMs)
            implements Errand {}

    /// The consumer wants no recording, or no more.
    record StopRecording(String call) implements Errand {}

    /// Whether the telephone provider knows by now who answered.
    record AskWhoAnswered() implements Errand {}

    record HangUp(MediaEndReason reason) implements Errand {}

    record TellStarted(int number, String streamSid) implements Telling {}

    record TellTurn(
            int number, Speaker speaker, String text, long startMs, long endMs, boolean interrupted)
            implements Telling {
        @Override
        public String toString() {
            return "TellTurn[number=" + number + ", speaker=" + speaker + "]";
        }
    }

    record TellEnded(int number, MediaEndReason reason, long durationMs, ModelUsage usage)
            implements Telling {}

    record Start(Timer timer, Duration after) implements PlatformCommand {}

    record Cancel(Timer timer) implements PlatformCommand {}

    record Measure(Measurement measurement, long value) implements PlatformCommand {}

    enum Measurement {
        RING_DROP,
        FIRST_AUDIO_MS,
        INTERRUPTION,
        /// The caller spoke too shortly to interrupt.
        FALSE_INTERRUPTION,
        TRUNCATION,
        RUNAWAY_RESPONSE,
        COMPLAINT,
        /// Reading from the model paused because what it said was not played yet.
        READING_PAUSED,
        /// A speaking caller's frames stopped.
        STALL,
        /// From the end of the caller's speech to the model's taking up the answer, in ms.
        TURN_RESPONSE_MS,
        /// To the first byte of it, from the model and to the phone.
        TURN_FIRST_BYTE_MS,
        /// To the proof that the phone plays it.
        TURN_FIRST_MARK_MS,
        /// Audio of a response that was out and not heard when it ended, in ms.
        IN_FLIGHT_MS,
        COST_LIMIT,
        /// Somebody said that people are in danger.
        EMERGENCY,
        MODEL_LOST,
        /// Until the agent was there again, in ms.
        MODEL_BACK_MS,
        MODEL_RECYCLED,
        MODEL_REFUSED
    }

    /// Nothing of the call is left: forget it.
    record Release() implements PlatformCommand {}
}
