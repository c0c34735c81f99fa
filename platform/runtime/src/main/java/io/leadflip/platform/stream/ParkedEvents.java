package io.leadflip.platform.stream;

import io.leadflip.contracts.event.EventEntry;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/// Facts that could not be handled yet. They wait in Postgres, not as unacknowledged entries, so a
/// delay survives everything; of each partition key only the oldest is tried, so order holds.
@ApplicationScoped
class ParkedEvents {
    private static final String IS_WAITING =
            "select exists (select 1 from parked_event where partition_key = $1)";
    private static final String PARK =
            """
            insert into parked_event (event_id, partition_key, entry, attempts, due_at, last_error)
            values ($1, $2, $3, $4, now() + $5::bigint * interval '1 millisecond', $6)
            on conflict (event_id) do update
            set attempts = excluded.attempts, due_at = excluded.due_at, last_error = excluded.last_error""";
    private static final String QUEUE =
            """
            insert into parked_event (event_id, partition_key, entry, attempts, due_at, last_error)
            values ($1, $2, $3, 0, now(), 'waits behind an earlier fact of its key')
            on conflict (event_id) do nothing""";
    private static final String RELEASE = "delete from parked_event where event_id = $1";
    private static final String BURY =
            """
            insert into dead_letter (id, origin, name, payload, reason, attempts)
            values ($1, 'EVENT', $2, $3, $4, $5)""";

    /// Claims by moving the due time past the longest handling, so that a claimer's death gives the
    /// fact back.
    private static final String CLAIM =
            """
            update parked_event set due_at = now() + $2::bigint * interval '1 millisecond'
            where event_id in (
              select event_id from parked_event
              where due_at <= now() and position in (
                select min(position) from parked_event group by partition_key)
              order by position limit $1 for update skip locked)
            returning entry, attempts""";

    private final Transactions transactions;
    private final Sql sql;
    private final StreamConfig config;

    ParkedEvents(Transactions transactions, Sql sql, StreamConfig config) {
        this.transactions = transactions;
        this.sql = sql;
        this.config = config;
    }

    record Due(EventEntry entry, int attempt) {}

    Uni<Boolean> isWaiting(String partitionKey) {
        return transactions.apart(
                () -> sql.first(IS_WAITING, partitionKey).map(row -> row.orElseThrow().bool(0)));
    }

    Uni<Void> park(EventEntry entry, int attempts, String error) {
        var delay =
                new Backoff(config.firstRetry(), config.longestRetry())
                        .after(attempts, ThreadLocalRandom.current());
        return write(
                PARK,
                entry.id().orElseThrow(),
                entry.partitionKey(),
                json(entry),
                attempts,
                delay.toMillis(),
                error);
    }

    Uni<Void> queue(EventEntry entry) {
        return write(QUEUE, entry.id().orElseThrow(), entry.partitionKey(), json(entry));
    }

    Uni<Void> release(EventEntry entry) {
        return write(RELEASE, entry.id().orElseThrow());
    }

    /// Gives the fact up for a person to look at.
    Uni<Void> bury(EventEntry entry, int attempts, String reason) {
        var name = entry.fields().getOrDefault("type", "unknown");
        return transactions.apart(
                () ->
                        sql.update(BURY, Identifiers.next(), name, json(entry), reason, attempts)
                                .chain(
                                        () ->
                                                entry.id().isPresent()
                                                        ? sql.update(RELEASE, entry.id().get())
                                                        : Uni.createFrom().item(0))
                                .replaceWithVoid());
    }

    /// The oldest facts of their keys that are due; they are this process's for as long as handling
    /// may take.
    Uni<List<Due>> claim(int limit) {
        Duration lease = config.handlingTimeout().multipliedBy(2);
        return transactions.apart(
                () ->
                        sql.select(CLAIM, limit, lease.toMillis())
                                .map(rows -> rows.stream().map(ParkedEvents::due).toList()));
    }

    private Uni<Void> write(String statement, Object... arguments) {
        return transactions.apart(() -> sql.update(statement, arguments)).replaceWithVoid();
    }

    private static Due due(Row row) {
        var fields =
                row.json(0).stream()
                        .collect(
                                Collectors.toMap(
                                        field -> field.getKey(),
                                        field -> field.getValue().toString(),
                                        (first, second) -> first,
                                        LinkedHashMap::new));
        return new Due(new EventEntry(fields), row.integer(1) + 1);
    }

    private static JsonObject json(EventEntry entry) {
        return new JsonObject(new LinkedHashMap<>(entry.fields()));
    }
}
