package io.leadflip.platform.deadletter;

import io.leadflip.contracts.door.DeadLetter;
import io.leadflip.contracts.door.DeadLetterOrigin;
import io.leadflip.contracts.door.DeadLetterSearch;
import io.leadflip.contracts.door.DeadLetterSelection;
import io.leadflip.contracts.door.DeadLetterState;
import io.leadflip.contracts.event.EventEntry;
import io.leadflip.contracts.event.Source;
import io.leadflip.platform.Service;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The table of dead letters and the history of their tries.
@ApplicationScoped
class DeadLetterRows {
    private static final String COLUMNS =
            "id, origin, name, subject_id, key, reason, attempts, state, died_at, settled_at, settled_by";
    private static final String NARROWED =
            """
            ($1::text is null or origin = $1)
              and ($2::text is null or name = $2 or starts_with(name, 'io.leadflip.' || $2 || '.v'))
              and ($3::text is null or position(lower($3) in lower(reason)) > 0)
              and ($4::timestamptz is null or died_at >= $4)
              and ($5::uuid[] is null or id = any($5))""";
    private static final String PAGE =
            "select "
                    + COLUMNS
                    + " from dead_letter where "
                    + NARROWED
                    + " and state = $6 and ($7::uuid is null or id < $7) order by id desc limit $8";
    private static final String CHOSEN =
            "select id, origin, name, key, payload, state from dead_letter where "
                    + NARROWED
                    + " and (state = 'OPEN' or $5::uuid[] is not null) order by id limit $6";
    private static final String ONE =
            "select " + COLUMNS + ", payload from dead_letter where id = $1";
    private static final String HISTORY =
            """
            select attempt, failed_at, error from failed_try where subject_id = $1
            order by position desc limit 200""";
    private static final String SETTLE =
            """
            update dead_letter set state = $2, settled_at = now(), settled_by = $3
            where id = $1 and state = 'OPEN'""";

    private final Sql sql;
    private final DeadLetterConfig config;
    private final Source self;

    DeadLetterRows(Sql sql, DeadLetterConfig config, Service service) {
        this.sql = sql;
        this.config = config;
        this.self = service.service();
    }

    /// A letter with what is needed to put it back.
    record Chosen(
            UUID id,
            DeadLetterOrigin origin,
            String name,
            String key,
            JsonObject payload,
            boolean open) {
        EventEntry entry() {
            var fields = new LinkedHashMap<String, String>();
            payload.forEach(field -> fields.put(field.getKey(), String.valueOf(field.getValue())));
            return new EventEntry(fields);
        }
    }

    record Stored(DeadLetter letter, JsonObject payload) {}

    Uni<List<DeadLetter>> page(DeadLetterSearch search) {
        var selection = search.selection();
        return sql.select(
                        PAGE,
                        selection.origin(),
                        selection.name(),
                        selection.reason(),
                        selection.since(),
                        ids(selection),
                        search.state() == null ? DeadLetterState.OPEN : search.state(),
                        search.before(),
                        bounded(selection, config.page()))
                .map(rows -> rows.stream().map(this::letter).toList());
    }

    /// The open letters of a selection, oldest first; those named by id in any state.
    Uni<List<Chosen>> chosen(DeadLetterSelection selection) {
        return choose(CHOSEN, selection);
    }

    /// The same, and nobody else settles them before this transaction ends.
    Uni<List<Chosen>> locked(DeadLetterSelection selection) {
        return choose(CHOSEN + " for update", selection);
    }

    Uni<Optional<Stored>> find(UUID id) {
        return sql.first(ONE, id)
                .map(found -> found.map(row -> new Stored(letter(row), row.json(11))));
    }

    /// The newest tries of a fact or of work, over all its replays; oldest first.
    Uni<List<DeadLetter.Try>> history(UUID subjectId) {
        return sql.select(HISTORY, subjectId)
                .map(
                        rows ->
                                rows.reversed().stream()
                                        .map(
                                                row ->
                                                        new DeadLetter.Try(
                                                                row.integer(0),
                                                                row.instant(1),
                                                                row.text(2)))
                                        .toList());
    }

    Uni<Void> settle(UUID id, DeadLetterState state, String who) {
        return sql.update(SETTLE, id, state, who).replaceWithVoid();
    }

    private Uni<List<Chosen>> choose(String query, DeadLetterSelection selection) {
        return sql.select(
                        query,
                        selection.origin(),
                        selection.name(),
                        selection.reason(),
                        selection.since(),
                        ids(selection),
                        bounded(selection, config.atOnce()))
                .map(rows -> rows.stream().map(DeadLetterRows::chosen).toList());
    }

    private static int bounded(DeadLetterSelection selection, int most) {
        return selection.limit() == null ? most : Math.clamp(selection.limit(), 1, most);
    }

    private static UUID[] ids(DeadLetterSelection selection) {
        return selection.ids() == null ? null : selection.ids().toArray(UUID[]::new);
    }

    private static Chosen chosen(Row row) {
        return new Chosen(
                row.uuid(0),
                DeadLetterOrigin.valueOf(row.text(1)),
                row.text(2),
                row.text(3),
                row.json(4),
                row.text(5).equals(DeadLetterState.OPEN.name()));
    }

    private DeadLetter letter(Row row) {
        return new DeadLetter(
                row.uuid(0),
                self,
                DeadLetterOrigin.valueOf(row.text(1)),
                row.text(2),
                row.uuid(3),
                row.text(4),
                FailureText.of(row.text(5)),
                row.integer(6),
                DeadLetterState.valueOf(row.text(7)),
                row.instant(8),
                row.instant(9),
                row.text(10));
    }
}
