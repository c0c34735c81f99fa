package io.leadflip.intake.stream;

import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.EventType;
import io.leadflip.contracts.event.NotificationFact.NotificationSent;
import io.leadflip.contracts.value.NotificationKind;
import io.leadflip.intake.match.Matches;
import io.leadflip.intake.timeline.LeadJournal;
import io.leadflip.platform.stream.Subscriber;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.Set;

/// What the notifier tells.
@ApplicationScoped
class NotificationEvents implements Subscriber {
    private final LeadJournal journal;
    private final Matches matches;

    NotificationEvents(LeadJournal journal, Matches matches) {
        this.journal = journal;
        this.matches = matches;
    }

    @Override
    public Set<EventType> types() {
        return EnumSet.of(
                EventType.NOTIFICATION_SENT,
                EventType.NOTIFICATION_FAILED,
                EventType.NOTIFICATION_UNKNOWN);
    }

    @Override
    public Uni<Void> on(Event event) {
        return journal.note(event)
                .chain(
                        () ->
                                event.data() instanceof NotificationSent sent
                                                && sent.kind() == NotificationKind.NEW_LEAD
                                        ? matches.told(sent.leadId(), sent.matchId())
                                        : Uni.createFrom().voidItem());
    }
}
