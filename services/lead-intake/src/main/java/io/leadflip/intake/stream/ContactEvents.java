package io.leadflip.intake.stream;

import io.leadflip.contracts.event.ContactFact.ContactSuppressed;
import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.EventType;
import io.leadflip.intake.contact.Suppressions;
import io.leadflip.platform.stream.Subscriber;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.Set;

/// Wishes not to be contacted, whoever heard them.
@ApplicationScoped
class ContactEvents implements Subscriber {
    private final Suppressions suppressions;

    ContactEvents(Suppressions suppressions) {
        this.suppressions = suppressions;
    }

    @Override
    public Set<EventType> types() {
        return EnumSet.of(EventType.CONTACT_SUPPRESSED);
    }

    @Override
    public Uni<Void> on(Event event) {
        return event.data() instanceof ContactSuppressed suppressed
                ? suppressions.add(suppressed).replaceWithVoid()
                : Uni.createFrom().voidItem();
    }
}
