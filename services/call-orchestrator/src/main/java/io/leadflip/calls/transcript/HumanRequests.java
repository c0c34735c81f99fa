package io.leadflip.calls.transcript;

import io.leadflip.platform.postgres.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Consumers who asked for a person during a call. Asking twice is asking once.
@ApplicationScoped
public class HumanRequests {
    private final Sql sql;

    HumanRequests(Sql sql) {
        this.sql = sql;
    }

    public Uni<Void> add(UUID attemptId, Instant at) {
        return sql.update(
                        "insert into human_request (attempt_id, asked_at) values ($1, $2) on conflict do nothing",
                        attemptId,
                        at)
                .replaceWithVoid();
    }

    Uni<Boolean> asked(UUID attemptId) {
        return sql.first("select 1 from human_request where attempt_id = $1", attemptId)
                .map(Optional::isPresent);
    }
}
