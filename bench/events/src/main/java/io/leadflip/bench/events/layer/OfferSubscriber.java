package io.leadflip.bench.events.layer;

import io.leadflip.bench.events.sample.SampleEvents;
import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.EventJson;
import io.leadflip.contracts.event.EventType;
import io.leadflip.platform.postgres.AfterCommit;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.stream.Subscriber;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/// The effect of an event: one row. It counts once the transaction around it has committed.
@ApplicationScoped
class OfferSubscriber implements Subscriber {
    private static final String INSERT =
            "insert into result (event_id, subject, data) values ($1, $2, $3)";

    private final Sql sql;
    private final AfterCommit afterCommit;
    private final Arrivals arrivals;

    OfferSubscriber(Sql sql, AfterCommit afterCommit, Arrivals arrivals) {
        this.sql = sql;
        this.afterCommit = afterCommit;
        this.arrivals = arrivals;
    }

    @Override
    public Set<EventType> types() {
        return Set.of(EventType.MATCH_OFFERED);
    }

    @Override
    public Uni<Void> on(Event event) {
        var index = SampleEvents.indexOf(event);
        return sql.update(INSERT, event.id(), event.subject(), EventJson.write(event.data()))
                .chain(() -> afterCommit.run(() -> arrivals.arrived(index)));
    }
}
