package io.leadflip.calls.transcript;

import io.leadflip.contracts.event.MediaFact.MediaTurn;
import io.leadflip.contracts.value.Speaker;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/// The sealed turns in Postgres.
@ApplicationScoped
public class Transcripts {
    private final Sql sql;

    Transcripts(Sql sql) {
        this.sql = sql;
    }

    Uni<Void> add(MediaTurn turn) {
        return sql.update(
                        """
                        insert into turn (attempt_id, number, speaker, sealed_text, start_ms, end_ms, interrupted)
                        values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing""",
                        turn.attemptId(),
                        turn.number(),
                        turn.speaker(),
                        turn.sealedText(),
                        turn.startMs(),
                        turn.endMs(),
                        turn.interrupted())
                .replaceWithVoid();
    }

    public Uni<List<Turn>> read(UUID attemptId, SealKey key) {
        return sql.select(
                        """
                        select number, speaker, sealed_text, start_ms, end_ms, interrupted from turn
                        where attempt_id = $1 order by number""",
                        attemptId)
                .map(rows -> rows.stream().map(row -> turn(row, key)).toList());
    }

    private static Turn turn(Row row, SealKey key) {
        return new Turn(
                row.integer(0),
                Speaker.valueOf(row.text(1)),
                key.open(row.text(2)),
                row.bigint(3),
                row.bigint(4),
                row.bool(5));
    }
}
