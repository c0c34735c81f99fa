package io.leadflip.platform.work;

import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.AfterCommit;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.telemetry.Traces;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Work to be done after the current transaction commits. Scheduling, moving and cancelling are
/// part of that transaction; the dispatcher learns of it right after.
///
/// What is due is decided by Postgres' clock, and when it is due by this host's. Only the time
/// between is taken over, so a host whose clock is off is neither early nor late.
@ApplicationScoped
public class WorkQueue {
    private static final String SCHEDULE =
            """
            insert into work (id, kind, key, payload, due_at, traceparent, priority)
            values ($1, $2, $3, $4, clock_timestamp() + $5::bigint * interval '1 microsecond', $6, $7)
            on conflict (kind, key) do nothing""";
    private static final String RESCHEDULE =
            """
            update work set state = 'OPEN', attempts = 0, claims = 0, leased_until = null, fence = fence + 1,
                due_at = clock_timestamp() + $3::bigint * interval '1 microsecond'
            where kind = $1 and key = $2""";
    private static final String CANCEL =
            "update work set state = 'CANCELLED', fence = fence + 1 where kind = $1 and key = $2 and state = 'OPEN'";

    private final Sql sql;
    private final AfterCommit afterCommit;
    private final WorkDispatchers dispatchers;
    private final Clock clock;

    WorkQueue(Sql sql, AfterCommit afterCommit, WorkDispatchers dispatchers, Clock clock) {
        this.sql = sql;
        this.afterCommit = afterCommit;
        this.dispatchers = dispatchers;
        this.clock = clock;
    }

    /// Adds work of normal priority, unless work of that kind and key was ever added before.
    public Uni<Void> schedule(String kind, String key, JsonObject payload, Instant dueAt) {
        return schedule(kind, key, payload, dueAt, Priority.NORMAL);
    }

    /// Adds work, unless work of that kind and key was ever added before.
    public Uni<Void> schedule(
            String kind, String key, JsonObject payload, Instant dueAt, Priority priority) {
        return Uni.createFrom()
                .deferred(
                        () ->
                                sql.update(
                                        SCHEDULE,
                                        Identifiers.next(),
                                        kind,
                                        key,
                                        payload,
                                        microsUntil(dueAt),
                                        Traces.current().orElse(null),
                                        priority.ordinal()))
                .chain(() -> wakeAt(dueAt));
    }

    /// Opens known work again, done or not, for a new time; whoever is doing it right now loses it.
    public Uni<Void> reschedule(String kind, String key, Instant dueAt) {
        return Uni.createFrom()
                .deferred(() -> sql.update(RESCHEDULE, kind, key, microsUntil(dueAt)))
                .chain(() -> wakeAt(dueAt));
    }

    /// Takes open work back; whoever is doing it right now cannot complete it any more.
    public Uni<Void> cancel(String kind, String key) {
        return sql.update(CANCEL, kind, key).replaceWithVoid();
    }

    /// Negative when it is overdue: what has waited longer takes its turn sooner.
    private long microsUntil(Instant dueAt) {
        return ChronoUnit.MICROS.between(clock.instant(), dueAt);
    }

    private Uni<Void> wakeAt(Instant dueAt) {
        return afterCommit.run(
                () -> {
                    var delay = Duration.between(clock.instant(), dueAt);
                    dispatchers.wakeWithin(delay.isNegative() ? Duration.ZERO : delay);
                });
    }
}
