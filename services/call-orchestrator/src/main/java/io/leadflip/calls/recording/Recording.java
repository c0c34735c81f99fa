package io.leadflip.calls.recording;

import java.time.Instant;

/// The recording of one attempt as stored.
///
/// ```
/// WANTED ─▶ STARTING ─▶ RECORDING ─▶ KEPT ─┐
///   │          ├──▶ FAILED ◀──┘            ├─▶ DELETING ─▶ DELETED
///   │          └──────────────┴────────────┘                 ▲
///   └────────────────────────────────────────────────────────┘ never begun
/// ```
///
/// @param affirmation the yes that it rests on
/// @param sid the provider's; null until known
/// @param asks how often the provider was asked to begin
/// @param askedAt when it was asked last; null when it never was
/// @param startedAt null until it began
/// @param seconds null until it is over
record Recording(
        State state,
        Affirmation affirmation,
        String sid,
        int asks,
        Instant wantedAt,
        Instant askedAt,
        Instant startedAt,
        Integer seconds,
        Instant deleteAfter) {
    enum State {
        /// Agreed to; the provider was not asked yet.
        WANTED,
        /// The provider was asked, and may record.
        STARTING,
        RECORDING,
        /// Over, and at the provider.
        KEPT,
        /// Nothing is recorded.
        FAILED,
        /// To be stopped, where it goes on, and deleted.
        DELETING,
        DELETED
    }

    /// Whether it goes on, is about to, or is there.
    boolean stands() {
        return switch (state) {
            case WANTED, STARTING, RECORDING, KEPT -> true;
            case FAILED, DELETING, DELETED -> false;
        };
    }

    @Override
    public String toString() {
        return "Recording[state=" + state + "]";
    }
}
