package io.leadflip.intake.timeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.leadflip.contracts.event.BusinessFact;
import io.leadflip.contracts.event.CallFact;
import io.leadflip.contracts.event.ConsentFact;
import io.leadflip.contracts.event.ContactFact;
import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.EventJson;
import io.leadflip.contracts.event.EventType;
import io.leadflip.contracts.event.Fact;
import io.leadflip.contracts.event.LeadFact;
import io.leadflip.contracts.event.MatchFact;
import io.leadflip.contracts.event.MediaFact;
import io.leadflip.contracts.event.NotificationFact;
import io.leadflip.platform.outbox.Outbox;
import io.leadflip.platform.postgres.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The story of each lead. Own facts are told and noted in one step; facts of other services are
/// noted.
@ApplicationScoped
public class LeadJournal {
    /// Keys and sealed text are for services, not for readers.
    private static final List<String> UNTOLD = List.of("leadId", "contactKey", "sealedText");

    /// The lead's row lock makes entries of one lead visible in the order of their numbers.
    private static final String NOTE =
            """
            with numbered as (
              update lead set timeline_last = timeline_last + 1 where id = $1 returning timeline_last)
            insert into timeline (lead_id, id, at, kind, detail)
            select $1, timeline_last, $2, $3, $4 from numbered""";

    private final Sql sql;
    private final Outbox outbox;
    private final Clock clock;

    LeadJournal(Sql sql, Outbox outbox, Clock clock) {
        this.sql = sql;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// Tells an own fact to everybody, in the current transaction. The lead's row is locked first,
    /// as everywhere.
    public Uni<Void> tell(Fact fact) {
        return note(fact, clock.instant()).chain(() -> outbox.append(fact));
    }

    /// Notes what another service told.
    public Uni<Void> note(Event event) {
        return note(event.data(), event.time());
    }

    private Uni<Void> note(Fact fact, Instant at) {
        return lead(fact)
                .map(
                        leadId ->
                                sql.update(
                                                NOTE,
                                                leadId,
                                                at,
                                                EventType.of(fact).shortName(),
                                                detail(fact))
                                        .replaceWithVoid())
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private static Optional<UUID> lead(Fact fact) {
        return Optional.ofNullable(
                switch (fact) {
                    case LeadFact lead -> lead.leadId();
                    case MatchFact match -> match.leadId();
                    case ConsentFact consent -> consent.leadId();
                    case NotificationFact notification -> notification.leadId();
                    case CallFact call -> call.leadId();
                    case MediaFact media -> media.leadId();
                    case BusinessFact business -> null;
                    case ContactFact contact -> null;
                });
    }

    private static JsonObject detail(Fact fact) {
        try {
            var detail = new JsonObject(EventJson.mapper().writeValueAsString(fact));
            UNTOLD.forEach(detail::remove);
            return fact instanceof CallFact.CallStopRequested ? stoppedBy(detail) : detail;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A fact could not be written", e);
        }
    }

    /// People are told who it was; the side that the fact names beside an operator is not one that
    /// asked for anything.
    private static JsonObject stoppedBy(JsonObject stop) {
        return Boolean.TRUE.equals(stop.remove("byOperator"))
                ? stop.put("requestedBy", "OPERATOR")
                : stop;
    }
}
