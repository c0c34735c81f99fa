package io.leadflip.contracts.event;

import io.leadflip.contracts.value.Speaker;
import java.time.Instant;
import java.util.UUID;

/// What the media bridge heard and said, numbered per attempt from 1; the bridge is the only
/// source.
public sealed interface MediaFact extends Fact {
    UUID leadId();

    UUID callId();

    UUID attemptId();

    /// Position among the facts of the attempt, from 1 without gaps.
    int number();

    @Override
    default String subject() {
        return attemptId().toString();
    }

    @Override
    default String partitionKey() {
        return leadId().toString();
    }

    record MediaStarted(
            UUID leadId,
            UUID callId,
            UUID attemptId,
            int number,
            String streamSid,
            Instant startedAt)
            implements MediaFact {}

    /// One turn of speech; of the agent only what was heard.
    ///
    /// @param sealedText AES-256-GCM under the attempt's key: base64 of 12-byte nonce then
    ///   ciphertext
    /// @param startMs since the stream started
    /// @param endMs since the stream started
    /// @param interrupted whether the other side cut it short
    record MediaTurn(
            UUID leadId,
            UUID callId,
            UUID attemptId,
            int number,
            Speaker speaker,
            String sealedText,
            long startMs,
            long endMs,
            boolean interrupted)
            implements MediaFact {}

    /// The last fact of an attempt.
    ///
    /// @param durationMs of the stream
    record MediaEnded(
            UUID leadId,
            UUID callId,
            UUID attemptId,
            int number,
            MediaEndReason reason,
            long durationMs,
            ModelUsage usage,
            Instant endedAt)
            implements MediaFact {}

    /// `HANDED_OVER`: the line was left to its provider, so that a person of the business takes it.
    /// `EMERGENCY`: somebody is in danger and was told whom to call.
    enum MediaEndReason {
        CALLER_HUNG_UP,
        AGENT_ENDED,
        OPTED_OUT,
        STOPPED,
        TIME_LIMIT,
        IDLE,
        VOICEMAIL,
        COST_LIMIT,
        HANDED_OVER,
        EMERGENCY,
        MODEL_FAILED,
        PLATFORM_FAILED
    }

    /// Tokens as the model's provider counted them.
    record ModelUsage(
            String model,
            long inputText,
            long inputAudio,
            long inputCached,
            long outputText,
            long outputAudio) {}
}
