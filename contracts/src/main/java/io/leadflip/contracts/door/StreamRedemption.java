package io.leadflip.contracts.door;

/// The media bridge shows the one-time token of a media stream to call-orchestrator: `POST
/// /internal/streams/redemptions`.
///
/// @param token from the stream's custom parameter `token`
/// @param callSid as the stream's `start` message names it
/// @param streamSid likewise
/// @param bridgeId which bridge instance serves the call
public record StreamRedemption(String token, String callSid, String streamSid, String bridgeId) {
    /// Without the token.
    @Override
    public String toString() {
        return "StreamRedemption[callSid=" + callSid + ", streamSid=" + streamSid + "]";
    }
}
