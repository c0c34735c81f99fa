package io.leadflip.notifier.notification;

import io.leadflip.contracts.value.Channel;
import io.leadflip.contracts.value.NotificationKind;
import io.leadflip.contracts.value.Party;
import java.util.UUID;

/// That something is to be told to somebody.
///
/// @param subjectId what it is about; the same thing is told to the same recipient by the same
///   channel only once
public record Order(
        UUID leadId,
        UUID matchId,
        UUID callId,
        UUID verificationId,
        UUID subjectId,
        Party recipient,
        NotificationKind kind,
        Channel channel) {
    public static Order received(UUID leadId) {
        return new Order(
                leadId,
                null,
                null,
                null,
                leadId,
                Party.CONSUMER,
                NotificationKind.LEAD_RECEIVED,
                Channel.EMAIL);
    }

    /// A lead may be asked about more than once.
    ///
    /// @param questionId the fact that asks
    public static Order question(UUID leadId, UUID questionId) {
        return new Order(
                leadId,
                null,
                null,
                null,
                questionId,
                Party.CONSUMER,
                NotificationKind.LEAD_NEEDS_INFO,
                Channel.EMAIL);
    }

    public static Order aboutMatch(
            UUID leadId, UUID matchId, Party recipient, NotificationKind kind, Channel channel) {
        return new Order(leadId, matchId, null, null, matchId, recipient, kind, channel);
    }

    public static Order aboutCall(
            UUID leadId,
            UUID matchId,
            UUID callId,
            Party recipient,
            NotificationKind kind,
            Channel channel) {
        return new Order(leadId, matchId, callId, null, callId, recipient, kind, channel);
    }

    public static Order code(UUID leadId, UUID verificationId) {
        return new Order(
                leadId,
                null,
                null,
                verificationId,
                verificationId,
                Party.CONSUMER,
                NotificationKind.PHONE_CODE,
                Channel.SMS);
    }
}
