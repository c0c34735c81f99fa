package io.leadflip.contracts.value;

/// What came of a concluded call.
public enum CallOutcome {
    GOAL_ACHIEVED,
    DECLINED,
    NO_ANSWER,
    BUSY,
    VOICEMAIL,
    OPTED_OUT,
    TRANSFERRED,
    FAILED,
    PLATFORM_ENDED
}
