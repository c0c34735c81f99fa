package io.leadflip.platform.testing;

import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.EventType;
import io.leadflip.contracts.event.LeadFact.LeadWithdrawn;
import io.leadflip.platform.outbox.Outbox;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.stream.PoisonException;
import io.leadflip.platform.stream.Subscriber;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Writes down what it is given; fails as often as a test asks.
@ApplicationScoped
class RecordingSubscriber implements Subscriber {
    private final Map<UUID, Integer> failures = new ConcurrentHashMap<>();
    private final Sql sql;
    private final Outbox outbox;

    RecordingSubscriber(Sql sql, Outbox outbox) {
        this.sql = sql;
        this.outbox = outbox;
    }

    void failFor(UUID leadId, int times) {
        failures.put(leadId, times);
    }

    @Override
    public Set<EventType> types() {
        return Set.of(EventType.LEAD_SUBMITTED, EventType.LEAD_REJECTED);
    }

    @Override
    public Uni<Void> on(Event event) {
        var leadId = UUID.fromString(event.subject());
        return sql.update(
                        "insert into received (event_id, key, sequence) values ($1, $2, $3)",
                        event.id(),
                        event.partitionKey(),
                        event.sequence())
                .chain(() -> outbox.append(new LeadWithdrawn(leadId, event.time())))
                .invoke(() -> failIfAsked(event, leadId));
    }

    private void failIfAsked(Event event, UUID leadId) {
        if (event.type() == EventType.LEAD_REJECTED) {
            throw new PoisonException("rejected leads are indigestible here");
        }
        if (failures.merge(leadId, -1, Integer::sum) >= 0) {
            throw new IllegalStateException("asked to fail");
        }
    }
}
