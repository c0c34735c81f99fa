package io.leadflip.calls.transfer;

import java.time.Instant;

/// A wish for a person as stored.
///
/// ```
/// REFUSED ◀─┬─ AGREED ─▶ DIALLING ─▶ CONNECTED ─▶ ENDED
///           └──────────────┴─▶ UNANSWERED ◀──┘ (taken, but not put together)
/// ```
///
/// @param connectedAt null until somebody at the business took the call by a key
/// @param seconds of the business's leg; null until known
public record Transfer(State state, Instant connectedAt, Integer seconds) {
    public enum State {
        /// A task, not a transfer.
        REFUSED,
        /// The consumer was told that a person comes.
        AGREED,
        DIALLING,
        CONNECTED,
        /// The business was dialled, and did not come.
        UNANSWERED,
        ENDED
    }

    /// Whether consumer and business are talking, or did.
    public boolean talked() {
        return state == State.CONNECTED || state == State.ENDED;
    }

    /// Whether the business is awaited, or there.
    public boolean awaited() {
        return state == State.DIALLING || state == State.CONNECTED;
    }

    /// Whether the provider may still be told to dial.
    public boolean due() {
        return state == State.AGREED || state == State.DIALLING;
    }
}
