package io.leadflip.media.bridge;

/// What goes to the phone's side.
public sealed interface CallerCommand extends BridgeEffect {
    /// @param payload base64 of µ-law
    record Play(String payload) implements CallerCommand {}

    record Mark(String name) implements CallerCommand {}

    /// Throws the play buffer away.
    record Clear() implements CallerCommand {}

    record Close(CloseCause cause) implements CallerCommand {}
}
