package io.leadflip.contracts.event;

import io.leadflip.contracts.value.Channel;
import io.leadflip.contracts.value.NotificationKind;
import io.leadflip.contracts.value.Party;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What became of a message to a business or a consumer; the notifier is the only source.
public sealed interface NotificationFact extends Fact {
    UUID leadId();

    UUID notificationId();

    /// Null for messages that belong to the lead as a whole.
    UUID matchId();

    @Override
    default String subject() {
        return notificationId().toString();
    }

    @Override
    default String partitionKey() {
        return leadId().toString();
    }

    /// A provider took the message.
    ///
    /// @param provider `sendgrid`, `mailgun` or `twilio`
    record NotificationSent(
            UUID leadId,
            UUID notificationId,
            @Nullable UUID matchId,
            Party recipient,
            NotificationKind kind,
            Channel channel,
            String provider,
            Instant sentAt)
            implements NotificationFact {}

    /// The message provably did not go out and will not.
    ///
    /// @param reason a code, such as `refused` or `permit-denied`
    record NotificationFailed(
            UUID leadId,
            UUID notificationId,
            @Nullable UUID matchId,
            Party recipient,
            NotificationKind kind,
            Channel channel,
            String reason,
            Instant failedAt)
            implements NotificationFact {}

    /// Nobody knows whether the message went out; it is not sent again.
    record NotificationUnknown(
            UUID leadId,
            UUID notificationId,
            @Nullable UUID matchId,
            Party recipient,
            NotificationKind kind,
            Channel channel,
            Instant observedAt)
            implements NotificationFact {}
}
