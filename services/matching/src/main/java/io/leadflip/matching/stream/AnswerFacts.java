package io.leadflip.matching.stream;

import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.EventType;
import io.leadflip.contracts.event.MatchFact.MatchAccepted;
import io.leadflip.contracts.event.MatchFact.MatchDeclined;
import io.leadflip.contracts.event.MatchFact.MatchExpired;
import io.leadflip.matching.offer.FollowOffers;
import io.leadflip.platform.stream.Subscriber;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/// Follows the answers of businesses.
@ApplicationScoped
class AnswerFacts implements Subscriber {
    private final FollowOffers follow;

    AnswerFacts(FollowOffers follow) {
        this.follow = follow;
    }

    @Override
    public Set<EventType> types() {
        return Set.of(EventType.MATCH_ACCEPTED, EventType.MATCH_DECLINED, EventType.MATCH_EXPIRED);
    }

    @Override
    public Uni<Void> on(Event event) {
        return switch (event.data()) {
            case MatchAccepted accepted -> follow.accepted(accepted);
            case MatchDeclined declined -> follow.declined(declined);
            case MatchExpired expired -> follow.expired(expired);
            default -> Uni.createFrom().voidItem();
        };
    }
}
