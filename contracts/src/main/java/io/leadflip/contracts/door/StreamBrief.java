package io.leadflip.contracts.door;

import io.leadflip.contracts.value.CallPurpose;
import java.util.UUID;

/// What the bridge needs to hold one call; the answer to a redeemed token.
///
/// @param sealKey base64 of the 32 byte AES key that seals this attempt's transcript
/// @param opening what the platform says before the model has the floor
/// @param optOutConfirmation what the platform says once an opt-out is committed
/// @param goodbye what the platform says when it ends the call itself
/// @param instructions the agent's instructions, written by the platform around data of others
/// @param maxSeconds the longest the call may last
/// @param standby what the platform says when something comes between; null from an older
///   orchestrator
/// @param asksToRecord whether the opening asks for leave to record the call; false from an older
///   orchestrator
public record StreamBrief(
        UUID leadId,
        UUID callId,
        UUID attemptId,
        CallPurpose purpose,
        String sealKey,
        String language,
        String opening,
        String optOutConfirmation,
        String goodbye,
        String instructions,
        int maxSeconds,
        StandbyLines standby,
        boolean asksToRecord) {
    /// @param apology before the call ends because the platform cannot hold it
    /// @param oneMoment while the agent is away for a moment
    /// @param voicemail left to an answering machine; whole in itself, for nothing was said before
    ///   it. Null when none is to be left: then a machine is hung up on
    /// @param screened the answer to a machine that asks who is calling
    /// @param emergency to somebody in danger; null from an older orchestrator
    public record StandbyLines(
            String apology,
            String oneMoment,
            String voicemail,
            String screened,
            String emergency) {}

    /// Ids only: the key and the words are nobody's business.
    @Override
    public String toString() {
        return "StreamBrief[callId=" + callId + ", attemptId=" + attemptId + "]";
    }
}
