package io.leadflip.calls.recording;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;

/// Recording of live calls at the telephony provider.
public interface Recorder {
    /// Begins to record both sides of a call, each on its own channel. Never fails: what is not
    /// known is said to be not known.
    Uni<Start> start(String callSid, UUID attemptId);

    /// The recordings of a call that the provider holds.
    Uni<List<ProviderRecording>> of(String callSid);

    /// Ends a recording; one that is over or gone is ended too.
    Uni<Void> stop(String callSid, String sid);

    /// Deletes a recording; one that is gone is deleted too.
    Uni<Void> delete(String sid);

    /// What came of asking for a recording.
    sealed interface Start {
        record Started(String sid) implements Start {
            @Override
            public String toString() {
                return "Started[redacted]";
            }
        }

        /// Definitely not recorded.
        ///
        /// @param code the provider's error code
        record Refused(int code) implements Start {}

        /// Definitely not recorded; asking again later may help.
        record NotNow() implements Start {}

        /// Nobody knows whether the call is recorded.
        record InDoubt() implements Start {}
    }

    /// @param seconds 0 until it is over
    record ProviderRecording(String sid, Progress progress, int seconds) {
        @Override
        public String toString() {
            return "ProviderRecording[progress=" + progress + "]";
        }
    }

    enum Progress {
        /// Also paused, or not ready yet.
        GOES_ON,
        COMPLETED,
        /// There was nothing to record.
        ABSENT
    }
}
