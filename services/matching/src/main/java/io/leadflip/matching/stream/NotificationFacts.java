package io.leadflip.matching.stream;

import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.EventType;
import io.leadflip.contracts.event.NotificationFact;
import io.leadflip.contracts.event.NotificationFact.NotificationFailed;
import io.leadflip.contracts.event.NotificationFact.NotificationSent;
import io.leadflip.contracts.value.NotificationKind;
import io.leadflip.matching.offer.FollowOffers;
import io.leadflip.platform.stream.Subscriber;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/// Learns whether a business was told of its offer. In doubt nothing is done here: the offer's send
/// deadline decides.
@ApplicationScoped
class NotificationFacts implements Subscriber {
    private final FollowOffers follow;

    NotificationFacts(FollowOffers follow) {
        this.follow = follow;
    }

    @Override
    public Set<EventType> types() {
        return Set.of(EventType.NOTIFICATION_SENT, EventType.NOTIFICATION_FAILED);
    }

    @Override
    public Uni<Void> on(Event event) {
        return switch (event.data()) {
            case NotificationSent sent when tellsOfLead(sent, sent.kind()) ->
                    follow.notified(sent.matchId());
            case NotificationFailed failed when tellsOfLead(failed, failed.kind()) ->
                    follow.notDelivered(failed.leadId(), failed.matchId());
            default -> Uni.createFrom().voidItem();
        };
    }

    private static boolean tellsOfLead(NotificationFact fact, NotificationKind kind) {
        return kind == NotificationKind.NEW_LEAD && fact.matchId() != null;
    }
}
