package io.leadflip.calls.dialing;

import io.leadflip.contracts.event.MediaFact.ModelUsage;
import io.leadflip.contracts.value.CallOutcome;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;

/// One dial attempt as stored.
///
/// @param result null until ended, and for a conversation whose outcome the transcript decides
/// @param providerSid null until the provider's id is known
/// @param answeredBy the provider's machine detection; null without a verdict
/// @param stopReason set when somebody ended it
/// @param mediaReason set when the media bridge's last fact came
public record Attempt(
        UUID id,
        UUID callId,
        int number,
        String contactKey,
        UUID decisionId,
        AttemptState state,
        CallOutcome result,
        String providerSid,
        String sealedKey,
        String sealedBrief,
        String language,
        String answeredBy,
        int lastSequence,
        Instant startedAt,
        Instant answeredAt,
        Instant endedAt,
        Integer durationSeconds,
        Instant tokenExpiresAt,
        Instant redeemedAt,
        Instant optedOutAt,
        String stopReason,
        Instant mediaEndedAt,
        String mediaReason,
        Integer mediaLastNumber,
        JsonObject mediaUsage,
        boolean dialled,
        int misses,
        Instant missedAt) {

    public boolean machine() {
        return fax() || (answeredBy != null && answeredBy.startsWith("machine"));
    }

    boolean fax() {
        return "fax".equals(answeredBy);
    }

    /// Nothing was heard of it since its intent: the provider may have dialled, or never.
    boolean unheard() {
        return state instanceof AttemptState.Dispatching && providerSid == null;
    }

    /// Whether somebody may be on the line who is to be spoken to: it is not over, nobody ended it
    /// or asked to be left alone, and no machine answered.
    public boolean wanted() {
        return !state.over() && stopReason == null && optedOutAt == null && !machine();
    }

    /// Nobody was dialled, for no reason that lies in the call.
    public boolean throttled() {
        return !dialled && result == null;
    }

    /// Whether a bridge held the conversation and has not told its end yet, and with it what the
    /// model cost.
    public boolean usageToCome() {
        return redeemedAt != null && mediaEndedAt == null;
    }

    /// What the model was used for; null when it was not, or that is not known.
    public ModelUsage usage() {
        return mediaUsage == null ? null : mediaUsage.mapTo(ModelUsage.class);
    }

    /// Whether this is the provider's call of this attempt, as far as known.
    public boolean matches(String sid) {
        return providerSid == null || providerSid.equals(sid);
    }
}
