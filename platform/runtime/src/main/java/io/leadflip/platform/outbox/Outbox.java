package io.leadflip.platform.outbox;

import io.leadflip.contracts.event.EventJson;
import io.leadflip.contracts.event.EventType;
import io.leadflip.contracts.event.Fact;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.AfterCommit;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.telemetry.Traces;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/// Facts on their way out. A fact appended here is told if and only if the transaction around it
/// commits; the relay learns of it right after.
@ApplicationScoped
public class Outbox {
    /// The subject's row lock makes sequence numbers, and positions within a subject, follow commit
    /// order. It also gives the transaction its id before it takes a position, which
    /// [OutboxProgress.Horizon] relies on.
    private static final String APPEND =
            """
            with numbered as (
              insert into event_sequence (subject, last) values ($3, 1)
              on conflict (subject) do update set last = event_sequence.last + 1
              returning last)
            insert into outbox (id, type, subject, sequence, partition_key, time, traceparent, data, domain)
            select $1, $2, $3, numbered.last, $4, $5, $6, $7, $8 from numbered""";

    private final Sql sql;
    private final AfterCommit afterCommit;
    private final OutboxRelay relay;
    private final Clock clock;

    Outbox(Sql sql, AfterCommit afterCommit, OutboxRelay relay, Clock clock) {
        this.sql = sql;
        this.afterCommit = afterCommit;
        this.relay = relay;
        this.clock = clock;
    }

    /// Adds a fact to the current transaction: a new id, the next sequence number of its subject,
    /// the current trace.
    public Uni<Void> append(Fact fact) {
        var type = EventType.of(fact);
        return sql.update(
                        APPEND,
                        Identifiers.next(),
                        type.wire(),
                        fact.subject(),
                        fact.partitionKey(),
                        clock.instant(),
                        Traces.current().orElse(null),
                        EventJson.write(fact),
                        type.domain().wire())
                .chain(() -> afterCommit.run(relay::nudge));
    }
}
