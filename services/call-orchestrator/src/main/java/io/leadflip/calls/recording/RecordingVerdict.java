package io.leadflip.calls.recording;

import java.util.List;
import java.util.UUID;

/// Whether a call is recorded.
sealed interface RecordingVerdict {
    /// @param consentId the consent given beforehand
    record Record(UUID consentId) implements RecordingVerdict {}

    /// @param reasons all there are, at least one
    record DoNot(List<RecordingRefusal> reasons) implements RecordingVerdict {
        public DoNot {
            reasons = List.copyOf(reasons);
        }
    }
}
