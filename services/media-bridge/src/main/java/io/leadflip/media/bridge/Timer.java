package io.leadflip.media.bridge;

/// What a call waits for at most so long. Each runs at most once at a time.
public enum Timer {
    /// The stream must say who it is.
    START,
    /// The opening must have been heard.
    OPENING,
    /// The model must be there and speak telephone audio.
    MODEL_READY,
    /// The model has the floor and must be heard.
    ANSWER,
    /// The next try to reach the model.
    RECONNECT,
    /// The longest the caller waits for the agent to come back.
    RECOVERY,
    /// Silence while the model is away.
    COMFORT,
    /// The session is old: replace it when nobody speaks.
    RECYCLE,
    /// The session is so old that it is replaced now.
    RECYCLE_NOW,
    /// Enough of what was sent has been played to read on from the model.
    READ_ON,
    /// Frames of a speaking caller may have stopped.
    STALL,
    /// The provider may know by now who answered.
    WHO_ANSWERED,
    /// The words of the caller's first turn.
    FIRST_WORDS,
    /// A machine has been silent: it records.
    MESSAGE,
    /// A machine that asked who is calling must put us through.
    SCREENED,
    /// Answers to what the agent asked of others by its functions.
    TOOLS,
    /// The caller speaks long enough to mean it.
    INTERRUPTION,
    /// Nobody spoke.
    IDLE,
    /// The longest a call may last.
    CALL,
    /// Last words must have been heard.
    FAREWELL,
    /// The orchestrator must have hung up.
    HANG_UP,
    /// Words of the caller that are still being written down, and the end of the last response.
    TRANSCRIPT
}
