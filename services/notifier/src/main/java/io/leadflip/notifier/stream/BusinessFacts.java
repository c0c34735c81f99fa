package io.leadflip.notifier.stream;

import io.leadflip.contracts.event.BusinessFact;
import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.EventType;
import io.leadflip.notifier.notification.Preferences;
import io.leadflip.platform.stream.Subscriber;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/// Learns how businesses want to be told.
@ApplicationScoped
class BusinessFacts implements Subscriber {
    private final Preferences preferences;

    BusinessFacts(Preferences preferences) {
        this.preferences = preferences;
    }

    @Override
    public Set<EventType> types() {
        return Set.of(EventType.BUSINESS_REGISTERED, EventType.BUSINESS_UPDATED);
    }

    @Override
    public Uni<Void> on(Event event) {
        return preferences.take(((BusinessFact) event.data()).profile(), event.sequence());
    }
}
