package io.leadflip.intake.stream;

import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.EventType;
import io.leadflip.contracts.event.LeadFact.LeadUnmatched;
import io.leadflip.contracts.event.MatchFact.MatchOfferWithdrawn;
import io.leadflip.contracts.event.MatchFact.MatchOffered;
import io.leadflip.intake.match.Matches;
import io.leadflip.intake.timeline.LeadJournal;
import io.leadflip.platform.stream.Subscriber;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.Set;

/// What matching tells.
@ApplicationScoped
class LeadEvents implements Subscriber {
    private final LeadJournal journal;
    private final Matches matches;

    LeadEvents(LeadJournal journal, Matches matches) {
        this.journal = journal;
        this.matches = matches;
    }

    @Override
    public Set<EventType> types() {
        return EnumSet.of(
                EventType.MATCH_OFFERED, EventType.MATCH_OFFER_WITHDRAWN, EventType.LEAD_UNMATCHED);
    }

    @Override
    public Uni<Void> on(Event event) {
        return journal.note(event)
                .chain(
                        () ->
                                switch (event.data()) {
                                    case MatchOffered offered -> matches.offered(offered);
                                    case MatchOfferWithdrawn withdrawn ->
                                            matches.withdrawn(withdrawn);
                                    case LeadUnmatched unmatched ->
                                            matches.unmatched(unmatched.leadId());
                                    default -> Uni.createFrom().voidItem();
                                });
    }
}
