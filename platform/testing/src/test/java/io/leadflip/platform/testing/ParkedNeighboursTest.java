package io.leadflip.platform.testing;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.EventEntry;
import io.leadflip.contracts.event.LeadFact.LeadSubmitted;
import io.leadflip.contracts.event.Source;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Parked facts are tried side by side, and one whose try cannot even be ended is not the others'
/// misfortune.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "notify"))
class ParkedNeighboursTest {
    private static final Duration WITHIN = Duration.ofSeconds(5);
    private static final int ENDLESS = 8;
    private static final int NEIGHBOURS = 20;

    @Inject Transactions transactions;
    @Inject Sql sql;

    private final List<UUID> endless = Stream.generate(Identifiers::next).limit(ENDLESS).toList();
    private final List<Event> neighbours =
            Stream.generate(ParkedNeighboursTest::submitted).limit(NEIGHBOURS).toList();

    @AfterEach
    void forget() {
        var ids = endless.toArray(UUID[]::new);
        run(() -> sql.update("delete from parked_event where event_id = any($1)", (Object) ids));
    }

    /// An entry without an id can neither be handled nor put off.
    @Test
    void shouldHandleTheNeighboursOfThoseWhoseTryHasNoEnd() {
        // When
        run(
                () ->
                        each(endless, id -> park(id, id.toString(), new JsonObject()))
                                .chain(() -> each(neighbours, this::park)));
        // Then
        await().atMost(10, SECONDS).until(() -> received() == NEIGHBOURS);
    }

    private static <T> Uni<Void> each(List<T> items, Function<T, Uni<Integer>> step) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(step::apply)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Integer> park(Event event) {
        return park(event.id(), event.partitionKey(), entry(event));
    }

    private Uni<Integer> park(UUID id, String key, JsonObject entry) {
        return sql.update(
                "insert into parked_event (event_id, partition_key, entry, attempts, due_at, last_error) values ($1, $2, $3, 0, now(), 'on purpose')",
                id,
                key,
                entry);
    }

    private static JsonObject entry(Event event) {
        return new JsonObject(new LinkedHashMap<>(EventEntry.of(event).fields()));
    }

    private static Event submitted() {
        return new Event(
                Identifiers.next(),
                Source.LEAD_INTAKE,
                Instant.EPOCH,
                1,
                null,
                new LeadSubmitted(Identifiers.next(), Instant.EPOCH));
    }

    private long received() {
        var ids = neighbours.stream().map(Event::id).toArray(UUID[]::new);
        return run(() ->
                        sql.first(
                                "select count(*) from received where event_id = any($1)",
                                (Object) ids))
                .orElseThrow()
                .bigint(0);
    }

    private <T> T run(Supplier<Uni<T>> work) {
        return transactions.run(work).await().atMost(WITHIN);
    }
}
