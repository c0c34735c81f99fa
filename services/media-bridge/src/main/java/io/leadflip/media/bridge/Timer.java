package io.leadflip.media.bridge;

/// What a call waits for at most so long. Each runs at most once at a time.
public enum Timer {
    /// The stream must say who it is.
    START,
    /// The model must be there and speak telephone audio.
    MODEL_READY,
    /// The model has the floor and must be heard.
    ANSWER,
    /// Nobody spoke.
    IDLE,
    /// The longest a call may last.
    CALL,
    /// Last words must have been heard.
    FAREWELL,
    /// The orchestrator must have hung up.
    HANG_UP,
    /// Words of the caller that are still being written down.
    TRANSCRIPT
}
