package io.leadflip.matching.stream;

import io.leadflip.contracts.event.BusinessFact;
import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.EventType;
import io.leadflip.matching.directory.Directory;
import io.leadflip.matching.directory.InvalidProfileException;
import io.leadflip.platform.stream.PoisonException;
import io.leadflip.platform.stream.Subscriber;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/// Keeps the directory as businesses say it is.
@ApplicationScoped
class BusinessFacts implements Subscriber {
    private final Directory directory;

    BusinessFacts(Directory directory) {
        this.directory = directory;
    }

    @Override
    public Set<EventType> types() {
        return Set.of(EventType.BUSINESS_REGISTERED, EventType.BUSINESS_UPDATED);
    }

    @Override
    public Uni<Void> on(Event event) {
        var profile = ((BusinessFact) event.data()).profile();
        return Uni.createFrom()
                .deferred(() -> directory.take(profile, event.sequence()))
                .onFailure(InvalidProfileException.class)
                .transform(invalid -> new PoisonException(invalid.getMessage()))
                .replaceWithVoid();
    }
}
