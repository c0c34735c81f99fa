package io.leadflip.matching.stream;

import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.EventType;
import io.leadflip.contracts.event.LeadFact.LeadClassified;
import io.leadflip.contracts.event.LeadFact.LeadStatusChanged;
import io.leadflip.contracts.event.LeadFact.LeadWithdrawn;
import io.leadflip.contracts.value.LeadStatus;
import io.leadflip.matching.offer.FollowOffers;
import io.leadflip.matching.offer.MatchLead;
import io.leadflip.platform.stream.Subscriber;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.Set;

/// Starts matching when a lead is classified, and stops it when the lead is over.
@ApplicationScoped
class LeadFacts implements Subscriber {
    private static final Set<LeadStatus> OVER =
            EnumSet.of(
                    LeadStatus.CONVERTED,
                    LeadStatus.WITHDRAWN,
                    LeadStatus.EXPIRED,
                    LeadStatus.CLOSED,
                    LeadStatus.WIPED_OUT);

    private final MatchLead match;
    private final FollowOffers follow;

    LeadFacts(MatchLead match, FollowOffers follow) {
        this.match = match;
        this.follow = follow;
    }

    @Override
    public Set<EventType> types() {
        return Set.of(
                EventType.LEAD_CLASSIFIED, EventType.LEAD_WITHDRAWN, EventType.LEAD_STATUS_CHANGED);
    }

    @Override
    public Uni<Void> on(Event event) {
        return switch (event.data()) {
            case LeadClassified classified -> match.match(classified);
            case LeadWithdrawn withdrawn -> follow.leadClosed(withdrawn.leadId());
            case LeadStatusChanged changed when OVER.contains(changed.to()) ->
                    follow.leadClosed(changed.leadId());
            default -> Uni.createFrom().voidItem();
        };
    }
}
