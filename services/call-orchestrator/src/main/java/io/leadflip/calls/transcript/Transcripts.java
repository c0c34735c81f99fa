package io.leadflip.calls.transcript;

import io.leadflip.contracts.event.MediaFact.MediaTurn;
import io.leadflip.contracts.value.Speaker;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// The sealed turns in Postgres.
@ApplicationScoped
public class Transcripts {
    private static final Logger LOG = Logger.getLogger(Transcripts.class);

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
                .map(rows -> rows.stream().flatMap(row -> turn(attemptId, row, key)).toList());
    }

    /// A turn that cannot be opened is missing, and the transcript is not complete; the call is
    /// concluded all the same.
    private static Stream<Turn> turn(UUID attemptId, Row row, SealKey key) {
        try {
            return Stream.of(
                    new Turn(
                            row.integer(0),
                            Speaker.valueOf(row.text(1)),
                            key.open(row.text(2)),
                            row.bigint(3),
                            row.bigint(4),
                            row.bool(5)));
        } catch (IllegalArgumentException unreadable) {
            LOG.warnf("attemptId=%s has a turn that cannot be opened", attemptId);
            return Stream.empty();
        }
    }
}
