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
    PLATFORM_ENDED;

    /// Whether the consumer was spoken to and has no interest: nobody phones them about that lead
    /// any more. What a machine said interests nobody.
    ///
    /// @param interest null when nobody was spoken to
    public boolean declines(Interest interest) {
        return switch (this) {
            case DECLINED, OPTED_OUT -> true;
            case GOAL_ACHIEVED, TRANSFERRED, PLATFORM_ENDED -> interest == Interest.NONE;
            case NO_ANSWER, BUSY, VOICEMAIL, FAILED -> false;
        };
    }
}
