package io.leadflip.media.bridge;

import java.time.Duration;

/// The bounds a call lives in.
///
/// @param ringFrames caller audio kept until the model listens, in frames of 20 ms
/// @param markEvery how much audio may go out between two marks
/// @param startWithin how soon a stream must say who it is
/// @param modelReadyWithin how soon the model must be there
/// @param idleAfter how long nobody may speak before the agent asks, and again before the call ends
/// @param farewellWithin how long last words may take beyond their own length
/// @param optOutWithin how long a call may last once an opt-out is committed
/// @param hangUpWithin how long the orchestrator may take to hang up
/// @param transcriptWithin how long we wait for the caller's last words to be written down, and the
///   last response to be counted
/// @param inFlight how much unheard audio may be out before reading from the model pauses
/// @param mostInFlight how much may be out before a response is cancelled
/// @param answerWithin how long the model may have the floor without being heard
/// @param toolsWithin how long others may take for what the agent asked of them by a function
/// @param interruptAfter how long the caller must speak to interrupt the agent; zero for at once
public record BridgeRules(
        int ringFrames,
        Duration markEvery,
        Duration startWithin,
        Duration modelReadyWithin,
        Duration idleAfter,
        Duration farewellWithin,
        Duration optOutWithin,
        Duration hangUpWithin,
        Duration transcriptWithin,
        Duration inFlight,
        Duration mostInFlight,
        Duration answerWithin,
        Duration toolsWithin,
        Duration interruptAfter,
        CostLimit costLimit,
        Padding padding,
        Recovery recovery,
        Screening screening) {

    /// Silence put in for frames that did not come.
    ///
    /// @param longestGap most silence for frames that the stream's clock skipped
    /// @param stallAfter how long a speaking caller's frames may stay away
    /// @param stallSilence what the model then gets, so that it can close the turn
    public record Padding(Duration longestGap, Duration stallAfter, Duration stallSilence) {}

    /// How a lost session with the model is replaced.
    ///
    /// @param tries most sessions tried for one loss
    /// @param firstWait before the second try of all; doubled for each further one
    /// @param longestWait between two tries
    /// @param within the longest the caller may wait for the agent to come back
    /// @param comfortAfter how long it may be silent before the platform asks for a moment
    /// @param recycleAfter age at which a session is replaced as soon as nobody speaks
    /// @param recycleBy age at which it is replaced in any case
    public record Recovery(
            int tries,
            Duration firstWait,
            Duration longestWait,
            Duration within,
            Duration comfortAfter,
            Duration recycleAfter,
            Duration recycleBy) {}

    /// How it is found out whether a machine answered.
    ///
    /// @param firstLook when the provider's detection is first asked for
    /// @param lookEvery how often after that
    /// @param lookUntil how long
    /// @param wordsWithin how long the agent waits for the words of the first turn
    /// @param messageAfter how long a machine must be silent before the message is left
    /// @param putThroughWithin how long a machine that asks who is calling may take to fetch a
    ///   person
    public record Screening(
            Duration firstLook,
            Duration lookEvery,
            Duration lookUntil,
            Duration wordsWithin,
            Duration messageAfter,
            Duration putThroughWithin) {}
}
