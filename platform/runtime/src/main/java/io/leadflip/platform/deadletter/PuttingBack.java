package io.leadflip.platform.deadletter;

import io.leadflip.platform.deadletter.DeadLetterRows.Chosen;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/// Puts a letter back where it came from, in the current transaction.
@ApplicationScoped
class PuttingBack {
    /// Behind whatever of its key waits already; under its own id, so that the inbox would
    /// recognise it.
    private static final String PARK =
            """
            insert into parked_event (event_id, partition_key, entry, attempts, due_at, last_error)
            values ($1, $2, $3, 0, now(), 'put back by an operator')
            on conflict (event_id) do nothing""";

    private static final String REOPEN =
            """
            insert into work (id, kind, key, payload, due_at) values ($1, $2, $3, $4, now())
            on conflict (kind, key) do update
            set state = 'OPEN', fence = work.fence + 1, attempts = 0, due_at = now(), leased_until = null
            where work.state = 'ABANDONED'""";

    private final Sql sql;

    PuttingBack(Sql sql) {
        this.sql = sql;
    }

    Uni<Void> putBack(Chosen letter) {
        return switch (letter.origin()) {
            case EVENT ->
                    sql.update(
                                    PARK,
                                    letter.entry().id().orElseThrow(),
                                    letter.entry().partitionKey(),
                                    letter.payload())
                            .replaceWithVoid();
            case WORK ->
                    sql.update(
                                    REOPEN,
                                    Identifiers.next(),
                                    letter.name(),
                                    letter.payload().getString("key"),
                                    letter.payload().getJsonObject("payload"))
                            .replaceWithVoid();
        };
    }
}
