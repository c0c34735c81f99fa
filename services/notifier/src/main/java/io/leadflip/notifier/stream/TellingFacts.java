package io.leadflip.notifier.stream;

import io.leadflip.contracts.event.CallFact.CallConcluded;
import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.EventType;
import io.leadflip.contracts.event.LeadFact.LeadNeedsInfo;
import io.leadflip.contracts.event.LeadFact.LeadRejected;
import io.leadflip.contracts.event.LeadFact.LeadSubmitted;
import io.leadflip.contracts.event.LeadFact.PhoneVerificationRequested;
import io.leadflip.contracts.event.LeadFact.RejectionReason;
import io.leadflip.contracts.event.MatchFact.MatchAccepted;
import io.leadflip.contracts.event.MatchFact.MatchOffered;
import io.leadflip.contracts.value.Channel;
import io.leadflip.contracts.value.NotificationKind;
import io.leadflip.contracts.value.Party;
import io.leadflip.notifier.notification.Notifications;
import io.leadflip.notifier.notification.Order;
import io.leadflip.notifier.notification.Preferences;
import io.leadflip.platform.stream.Subscriber;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/// Orders the messages that facts call for.
@ApplicationScoped
class TellingFacts implements Subscriber {
    private final Notifications notifications;
    private final Preferences preferences;

    TellingFacts(Notifications notifications, Preferences preferences) {
        this.notifications = notifications;
        this.preferences = preferences;
    }

    @Override
    public Set<EventType> types() {
        return Set.of(
                EventType.LEAD_SUBMITTED,
                EventType.LEAD_NEEDS_INFO,
                EventType.LEAD_REJECTED,
                EventType.LEAD_PHONE_VERIFICATION_REQUESTED,
                EventType.MATCH_OFFERED,
                EventType.MATCH_ACCEPTED,
                EventType.CALL_CONCLUDED);
    }

    @Override
    public Uni<Void> on(Event event) {
        return switch (event.data()) {
            case LeadSubmitted lead -> notifications.order(Order.received(lead.leadId()));
            case LeadNeedsInfo lead ->
                    notifications.order(Order.question(lead.leadId(), event.id()));
            case LeadRejected lead when lead.reason() == RejectionReason.LOW_QUALITY ->
                    notifications.order(Order.question(lead.leadId(), event.id()));
            case PhoneVerificationRequested code ->
                    notifications.order(Order.code(code.leadId(), code.verificationId()));
            case MatchOffered offer -> offered(offer);
            case MatchAccepted match -> accepted(match);
            case CallConcluded call -> concluded(call);
            default -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> offered(MatchOffered offer) {
        return preferences
                .first(offer.businessId())
                .map(
                        channel ->
                                Order.aboutMatch(
                                        offer.leadId(),
                                        offer.matchId(),
                                        Party.BUSINESS,
                                        NotificationKind.NEW_LEAD,
                                        channel))
                .chain(notifications::order);
    }

    private Uni<Void> accepted(MatchAccepted match) {
        return notifications.order(
                Order.aboutMatch(
                        match.leadId(),
                        match.matchId(),
                        Party.CONSUMER,
                        NotificationKind.MATCH_ACCEPTED,
                        Channel.EMAIL));
    }

    private Uni<Void> concluded(CallConcluded call) {
        return preferences
                .first(call.businessId())
                .map(
                        channel ->
                                Order.aboutCall(
                                        call.leadId(),
                                        call.matchId(),
                                        call.callId(),
                                        Party.BUSINESS,
                                        NotificationKind.CALL_RESULT,
                                        channel))
                .chain(notifications::order)
                .map(
                        done ->
                                Order.aboutCall(
                                        call.leadId(),
                                        call.matchId(),
                                        call.callId(),
                                        Party.CONSUMER,
                                        NotificationKind.CALL_OUTCOME,
                                        Channel.EMAIL))
                .chain(notifications::order);
    }
}
