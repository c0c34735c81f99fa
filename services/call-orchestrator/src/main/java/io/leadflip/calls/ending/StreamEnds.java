package io.leadflip.calls.ending;

import io.leadflip.platform.postgres.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

/// The ends of media streams in Postgres. What is noted first stays.
@ApplicationScoped
public class StreamEnds {
    private final Sql sql;

    StreamEnds(Sql sql) {
        this.sql = sql;
    }

    /// @param leave the reason with which the bridge had the call hung up; null when it did not
    /// @param decision null when nobody asked yet
    record StreamEnd(String leave, AfterStream decision) {}

    Uni<StreamEnd> of(UUID attemptId) {
        return sql.first("select leave, decision from stream_end where attempt_id = $1", attemptId)
                .map(
                        row ->
                                row.map(it -> new StreamEnd(it.text(0), decision(it.text(1))))
                                        .orElse(new StreamEnd(null, null)));
    }

    private static AfterStream decision(String stored) {
        return stored == null ? null : AfterStream.valueOf(stored);
    }

    /// The bridge has said all it had to say.
    ///
    /// @param reason as the bridge names it
    public Uni<Void> leaveTaken(UUID attemptId, String reason) {
        return sql.update(
                        """
                        insert into stream_end (attempt_id, leave) values ($1, $2)
                        on conflict (attempt_id) do update set leave = coalesce(stream_end.leave, excluded.leave)""",
                        attemptId,
                        reason)
                .replaceWithVoid();
    }

    Uni<Void> decided(UUID attemptId, AfterStream decision, Instant at) {
        return sql.update(
                        """
                        insert into stream_end (attempt_id, decision, decided_at) values ($1, $2, $3)
                        on conflict (attempt_id) do update
                        set decision = excluded.decision, decided_at = excluded.decided_at
                        where stream_end.decision is null""",
                        attemptId,
                        decision,
                        at)
                .replaceWithVoid();
    }
}
