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
/// @param transcriptWithin how long we wait for the caller's last words to be written down
/// @param inFlight how much unheard audio a response may pile up
/// @param answerWithin how long the model may have the floor without being heard
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
        Duration answerWithin) {}
