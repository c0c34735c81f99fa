package io.leadflip.platform.stream;

import io.leadflip.contracts.event.Event;
import io.leadflip.platform.postgres.Sql;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Gives each fact to this service's subscribers once: the row that remembers the fact and
/// everything they write belong to the current transaction.
@ApplicationScoped
class Inbox {
    private static final String REMEMBER =
            """
            insert into inbox (event_id) select unnest($1::uuid[])
            on conflict do nothing returning event_id""";

    private final Subscriptions subscriptions;
    private final ConsumerSpans spans;
    private final Sql sql;

    Inbox(Subscriptions subscriptions, ConsumerSpans spans, Sql sql) {
        this.subscriptions = subscriptions;
        this.spans = spans;
        this.sql = sql;
    }

    /// Hands over, in their order, those of `events` that were never handled before.
    ///
    /// @return ids of the facts that were new
    Uni<Set<UUID>> take(List<Event> events) {
        var ids = events.stream().map(Event::id).distinct().toArray(UUID[]::new);
        return sql.select(REMEMBER, (Object) ids)
                .map(rows -> rows.stream().map(row -> row.uuid(0)).collect(Collectors.toSet()))
                .call(fresh -> handOver(firstOfEach(events, fresh)));
    }

    /// A fact may stand in a batch twice.
    private static List<Event> firstOfEach(List<Event> events, Set<UUID> fresh) {
        var seen = new HashSet<UUID>();
        return events.stream()
                .filter(event -> fresh.contains(event.id()) && seen.add(event.id()))
                .toList();
    }

    private Uni<Void> handOver(List<Event> events) {
        return inTurn(events, event -> spans.around(event, () -> deliver(event)));
    }

    private Uni<Void> deliver(Event event) {
        return inTurn(subscriptions.to(event.type()), subscriber -> subscriber.on(event));
    }

    private static <T> Uni<Void> inTurn(List<T> items, Function<T, Uni<Void>> step) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(step::apply)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
