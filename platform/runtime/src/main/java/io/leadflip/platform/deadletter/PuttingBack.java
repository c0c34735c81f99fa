package io.leadflip.platform.deadletter;

import io.leadflip.platform.deadletter.DeadLetterRows.Chosen;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

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

    /// It was given up, not handled.
    private static final String FORGET = "delete from inbox where event_id = $1 and buried";

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
            case EVENT -> putBack(letter, letter.entry().id().orElseThrow());
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

    private Uni<Void> putBack(Chosen letter, UUID eventId) {
        return sql.update(FORGET, eventId)
                .chain(
                        () ->
                                sql.update(
                                        PARK,
                                        eventId,
                                        letter.entry().partitionKey(),
                                        letter.payload()))
                .replaceWithVoid();
    }
}
