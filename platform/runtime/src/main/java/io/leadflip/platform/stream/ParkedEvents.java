package io.leadflip.platform.stream;

import io.leadflip.contracts.event.EventEntry;
import io.leadflip.platform.deadletter.DeadLetters;
import io.leadflip.platform.deadletter.FailureText;
import io.leadflip.platform.deadletter.Letter;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/// Facts that could not be handled yet. They wait in Postgres, not as unacknowledged entries, so a
/// delay survives everything; of each partition key only the oldest is tried, so order holds.
///
/// Everything but [claim][#claim] belongs to the current transaction.
@ApplicationScoped
class ParkedEvents {
    private static final String LIMIT_LOCK_WAIT = "select set_config('lock_timeout', $1, true)";
    private static final String WAITING =
            "select distinct partition_key from parked_event where partition_key = any($1)";
    private static final String PARK =
            """
            insert into parked_event (event_id, partition_key, entry, attempts, due_at, last_error)
            values ($1, $2, $3, $4, now() + $5::bigint * interval '1 millisecond', $6)
            on conflict (event_id) do nothing""";
    private static final String PUT_OFF =
            """
            update parked_event
            set due_at = now() + $3::bigint * interval '1 millisecond', last_error = $4, unanswered = 0
            where event_id = $1 and attempts = $2""";
    private static final String RELEASE =
            "delete from parked_event where event_id = $1 and attempts = $2";
    private static final String FORGET = "delete from parked_event where event_id = $1";

    /// Whether the fact was not given up before.
    private static final String PUT_AWAY =
            """
            with put as (
              insert into inbox (event_id, buried) values ($1, true) on conflict do nothing returning 1)
            select exists (select from put) or exists (select from inbox where event_id = $1 and not buried)""";

    /// The try is on record before it begins, and gives the fact back when it never ends.
    private static final String CLAIM =
            """
            update parked_event set attempts = attempts + 1, unanswered = unanswered + 1,
                due_at = now() + $2::bigint * interval '1 millisecond'
            where event_id in (
              select event_id from parked_event
              where due_at <= now() and position in (
                select min(position) from parked_event group by partition_key)
              order by position limit $1 for update skip locked)
            returning entry, attempts, unanswered, last_error""";

    private final Transactions transactions;
    private final Sql sql;
    private final DeadLetters deadLetters;
    private final StreamConfig config;

    ParkedEvents(Transactions transactions, Sql sql, DeadLetters deadLetters, StreamConfig config) {
        this.transactions = transactions;
        this.sql = sql;
        this.deadLetters = deadLetters;
        this.config = config;
    }

    /// @param attempt number of this try, from 1
    /// @param unanswered how many tries in a row, this one included, began and did not end
    record Due(EventEntry entry, int attempt, int unanswered, String lastError) {
        UUID id() {
            return entry.id().orElseThrow();
        }
    }

    /// Lets the rest of the transaction wait for a row no longer than this.
    Uni<Void> limitLockWait(Duration longest) {
        return sql.first(LIMIT_LOCK_WAIT, longest.toMillis() + "ms").replaceWithVoid();
    }

    /// Those of `keys` that have a fact waiting here.
    Uni<Set<String>> waiting(List<String> keys) {
        return keys.isEmpty()
                ? Uni.createFrom().item(Set.of())
                : sql.select(WAITING, (Object) keys.toArray(String[]::new))
                        .map(
                                rows ->
                                        rows.stream()
                                                .map(row -> row.text(0))
                                                .collect(Collectors.toSet()));
    }

    /// After a first try that failed.
    Uni<Void> park(EventEntry entry, String error) {
        return deadLetters
                .failed(Letter.of(entry), 1, error)
                .chain(() -> insert(entry, 1, delayAfter(1), error));
    }

    /// To be tried with every try on record beforehand.
    Uni<Void> suspect(EventEntry entry) {
        return insert(entry, 0, Duration.ZERO, "was given out again and again without an answer");
    }

    /// Behind an earlier fact of the key.
    Uni<Void> queue(List<EventEntry> entries) {
        return Multi.createFrom()
                .iterable(entries)
                .onItem()
                .transformToUniAndConcatenate(
                        entry ->
                                insert(
                                        entry,
                                        0,
                                        Duration.ZERO,
                                        "waits behind an earlier fact of its key"))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> insert(EventEntry entry, int attempts, Duration delay, String error) {
        return sql.update(
                        PARK,
                        entry.id().orElseThrow(),
                        entry.partitionKey(),
                        json(entry),
                        attempts,
                        delay.toMillis(),
                        FailureText.of(error))
                .replaceWithVoid();
    }

    /// After a further try that failed.
    Uni<Void> putOff(Due due, String error) {
        var delay = delayAfter(due.attempt()).toMillis();
        return deadLetters
                .failed(Letter.of(due.entry()), due.attempt(), error)
                .chain(
                        () ->
                                sql.update(
                                        PUT_OFF,
                                        due.id(),
                                        due.attempt(),
                                        delay,
                                        FailureText.of(error)))
                .replaceWithVoid();
    }

    /// Fails when another process has claimed the fact meanwhile.
    Uni<Void> release(Due due) {
        return sql.update(RELEASE, due.id(), due.attempt())
                .invoke(
                        released -> {
                            if (released == 0) {
                                throw new IllegalStateException("the try took too long");
                            }
                        })
                .replaceWithVoid();
    }

    /// Gives the fact up for a person to look at, once: told again it is known.
    Uni<Void> bury(EventEntry entry, int attempts, String reason) {
        return entry.id()
                .map(
                        id ->
                                isNew(id)
                                        .chain(
                                                fresh ->
                                                        fresh
                                                                ? write(entry, attempts, reason)
                                                                : none())
                                        .chain(() -> forget(id)))
                .orElseGet(() -> write(entry, attempts, reason));
    }

    private Uni<Boolean> isNew(UUID eventId) {
        return sql.first(PUT_AWAY, eventId).map(row -> row.orElseThrow().bool(0));
    }

    private Uni<Void> write(EventEntry entry, int attempts, String reason) {
        return deadLetters.bury(Letter.of(entry), attempts, reason);
    }

    private static Uni<Void> none() {
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> forget(UUID eventId) {
        return sql.update(FORGET, eventId).replaceWithVoid();
    }

    /// The oldest facts of their keys that are due; they are this process's for as long as handling
    /// may take.
    Uni<List<Due>> claim(int limit) {
        var lease = config.handlingTimeout().multipliedBy(2);
        return transactions.apart(
                () ->
                        sql.select(CLAIM, limit, lease.toMillis())
                                .map(rows -> rows.stream().map(ParkedEvents::due).toList()));
    }

    private Duration delayAfter(int attempts) {
        return new Backoff(config.firstRetry(), config.longestRetry())
                .after(attempts, ThreadLocalRandom.current());
    }

    private static Due due(Row row) {
        var fields =
                row.json(0).stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey,
                                        field -> field.getValue().toString(),
                                        (first, second) -> first,
                                        LinkedHashMap::new));
        return new Due(new EventEntry(fields), row.integer(1), row.integer(2), row.text(3));
    }

    private static JsonObject json(EventEntry entry) {
        return new JsonObject(new LinkedHashMap<>(entry.fields()));
    }
}
