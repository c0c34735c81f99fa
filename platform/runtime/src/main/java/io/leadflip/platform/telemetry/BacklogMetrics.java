package io.leadflip.platform.telemetry;

import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.work.WorkHandler;
import io.micrometer.core.instrument.Tags;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.function.Consumer;

/// What waits in Postgres, as gauges: how much, and for how long. Counting ends at ten thousand, so
/// that a long queue does not become longer by being counted; ages are exact.
@ApplicationScoped
class BacklogMetrics {
    private static final String PREFIX = "leadflip.backlog.";
    private static final String WORK =
            """
            select kind,
                   (select count(*) from (select from work where kind = kinds.kind and state = 'OPEN' limit 10000) bounded),
                   (select count(*) from (select from work where kind = kinds.kind and state = 'OPEN'
                                            and due_at <= now() limit 10000) bounded),
                   (select extract(epoch from now() - due_at)::float8 from work
                    where kind = kinds.kind and state = 'OPEN' and due_at <= now() order by due_at limit 1)
            from unnest($1::text[]) kinds (kind)""";
    private static final String PARKED =
            """
            select (select count(*) from (select from parked_event limit 10000) bounded),
                   (select extract(epoch from now() - parked_at)::float8 from parked_event order by position limit 1),
                   (select count(*) from (select from dead_letter where state = 'OPEN' limit 10000) bounded)""";
    private static final String OUTBOX =
            """
            with told as (select floor, beyond from outbox_round order by round desc limit 1)
            select count(*), extract(epoch from now() - min(appended_at))::float8
            from (select appended_at from outbox
                  where position > coalesce((select floor from told), 0)
                    and not coalesce((select beyond from told) @> position, false)
                  order by position limit 10000) bounded""";

    private final Transactions transactions;
    private final Sql sql;
    private final Looks looks;
    private final Gauges gauges;
    private final String[] kinds;

    BacklogMetrics(
            Transactions transactions,
            Sql sql,
            Looks looks,
            Gauges gauges,
            @All List<WorkHandler> handlers) {
        this.transactions = transactions;
        this.sql = sql;
        this.looks = looks;
        this.gauges = gauges;
        this.kinds = handlers.stream().map(WorkHandler::kind).toArray(String[]::new);
    }

    void start(@Observes @Priority(2000) StartupEvent event) {
        looks.again("work that waits", () -> show(WORK, this::work, (Object) kinds));
        looks.again("facts that wait", () -> show(PARKED, this::parked));
        looks.again("outbox", () -> show(OUTBOX, this::outbox));
    }

    private Uni<Void> show(String query, Consumer<Row> gauge, Object... arguments) {
        return transactions
                .apart(() -> sql.select(query, arguments))
                .invoke(rows -> rows.forEach(gauge))
                .replaceWithVoid();
    }

    private void work(Row row) {
        var kind = Tags.of("kind", row.text(0));
        gauges.count(PREFIX + "work", kind, row.bigint(1));
        gauges.count(PREFIX + "work.due", kind, row.bigint(2));
        gauges.age(PREFIX + "work.age", kind, row.real(3));
    }

    private void parked(Row row) {
        gauges.count(PREFIX + "parked", Tags.empty(), row.bigint(0));
        gauges.age(PREFIX + "parked.age", Tags.empty(), row.real(1));
        gauges.count(PREFIX + "dead-letters", Tags.empty(), row.bigint(2));
    }

    private void outbox(Row row) {
        gauges.count(PREFIX + "outbox", Tags.empty(), row.bigint(0));
        gauges.age(PREFIX + "outbox.age", Tags.empty(), row.real(1));
    }
}
