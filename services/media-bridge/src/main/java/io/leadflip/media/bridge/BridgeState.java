package io.leadflip.media.bridge;

import io.leadflip.contracts.event.MediaFact.MediaEndReason;

/// Where a call on the bridge stands.
///
/// ```
/// AwaitingStart ─▶ Redeeming ─▶ Opening ─▶ Conversing
///       │              │           │            │      opt-out heard          committed
///       │              │           ├────────────┼────────▶ OptingOut ────────────▶┐
///       │              │           └────────────┴── last words due ───────▶ Ending┘──heard──▶ HangingUp
///       │              │           └────────────┼── asked who calls ─▶ Screened ─ a person comes ─▶ Opening
///       │              │           └────────────┼── machine ─▶ AtMachine ──▶┘   (and back, if it was a person)
///       └──refused─────┴──▶ Closed ◀── all words written ── Settling ◀── stream over ── (any after Redeeming)
/// ```
public sealed interface BridgeState {
    record AwaitingStart(boolean connected) implements BridgeState {}

    /// @param optOut whether the opt-out key was pressed before we know whose call this is
    record Redeeming(boolean optOut) implements BridgeState {}

    /// The platform speaks; the model connects behind it.
    record Opening() implements BridgeState {}

    /// The model has the floor.
    record Conversing() implements BridgeState {}

    /// A machine asks who is calling; it is told, and the agent waits for a person.
    record Screened() implements BridgeState {}

    /// A machine answered; nobody speaks until it records.
    record AtMachine() implements BridgeState {}

    /// The opt-out is being committed; nobody speaks.
    record OptingOut() implements BridgeState {}

    /// Last words are being played.
    record Ending(MediaEndReason reason) implements BridgeState {}

    record HangingUp(MediaEndReason reason) implements BridgeState {}

    /// The stream is over; what the caller said last is still being written down, and the last
    /// response counted.
    record Settling(MediaEndReason reason) implements BridgeState {}

    record Closed() implements BridgeState {}
}
