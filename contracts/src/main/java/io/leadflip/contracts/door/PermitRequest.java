package io.leadflip.contracts.door;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.leadflip.contracts.value.Channel;
import io.leadflip.contracts.value.NotificationKind;
import io.leadflip.contracts.value.Party;
import java.util.UUID;

/// Asks lead-intake, the one home of contact data, whether a person may be contacted right now, and
/// how: `POST /internal/permits`.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "for")
@JsonSubTypes({
    @JsonSubTypes.Type(value = PermitRequest.ForCall.class, name = "call"),
    @JsonSubTypes.Type(value = PermitRequest.ForMessage.class, name = "message")
})
public sealed interface PermitRequest {
    /// @param attemptId null for a preview that nobody will dial by
    record ForCall(UUID callId, UUID attemptId) implements PermitRequest {}

    /// @param matchId null for messages that belong to the lead as a whole
    /// @param verificationId only for `PHONE_CODE`
    /// @param callId only for messages about a call
    record ForMessage(
            UUID notificationId,
            UUID leadId,
            UUID matchId,
            UUID verificationId,
            UUID callId,
            Party recipient,
            NotificationKind kind,
            Channel channel)
            implements PermitRequest {}
}
