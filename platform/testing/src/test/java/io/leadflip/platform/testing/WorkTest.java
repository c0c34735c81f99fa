package io.leadflip.platform.testing;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.work.WorkItem;
import io.leadflip.platform.work.WorkOutcome;
import io.leadflip.platform.work.WorkOutcome.Abandon;
import io.leadflip.platform.work.WorkOutcome.Again;
import io.leadflip.platform.work.WorkQueue;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "notify"))
class WorkTest {
    private static final Duration WITHIN = Duration.ofSeconds(5);

    @Inject WorkQueue queue;
    @Inject ScriptedWork work;
    @Inject Transactions transactions;
    @Inject Sql sql;

    private final String key = Identifiers.next().toString();

    @Test
    void shouldDoWorkOnceHoweverOftenItIsScheduled() {
        // When
        schedule(Instant.EPOCH);
        awaitState("DONE");
        schedule(Instant.EPOCH);
        // Then
        assertThat(work.tries(key)).hasSize(1);
        assertThat(work.tries(key).getFirst().payload().getString("for")).isEqualTo(key);
    }

    @Test
    void shouldComeAgainWithoutCountingAFailure() {
        // Given
        work.script(key, item -> done(new Again(Duration.ofMillis(1), "not yet")));
        // When
        schedule(Instant.EPOCH);
        // Then
        awaitState("DONE");
        assertThat(work.tries(key)).extracting(WorkItem::attempt).containsExactly(1, 1);
    }

    @Test
    void shouldTryAgainAfterAFailureWithANewFence() {
        // Given
        work.script(key, item -> Uni.createFrom().failure(new IllegalStateException("on purpose")));
        // When
        schedule(Instant.EPOCH);
        // Then
        awaitState("DONE");
        assertThat(work.tries(key)).extracting(WorkItem::attempt).containsExactly(1, 2);
        assertThat(work.tries(key)).extracting(WorkItem::fence).doesNotHaveDuplicates();
    }

    @Test
    void shouldAbandonIntoADeadLetter() {
        // Given
        work.script(key, item -> done(new Abandon("hopeless")));
        // When
        schedule(Instant.EPOCH);
        // Then
        awaitState("ABANDONED");
        var reasons =
                run(
                        () ->
                                sql.select(
                                        "select reason from dead_letter where payload ->> 'key' = $1",
                                        key));
        assertThat(reasons).extracting(row -> row.text(0)).containsExactly("hopeless");
    }

    @Test
    void shouldNotDoWhatWasCancelled() {
        // Given
        schedule(Instant.now().plusSeconds(3600));
        // When
        run(() -> queue.cancel("scripted", key));
        // Then
        awaitState("CANCELLED");
        assertThat(work.tries(key)).isEmpty();
    }

    @Test
    void shouldOpenFinishedWorkAgainWhenRescheduled() {
        // Given
        schedule(Instant.EPOCH);
        awaitState("DONE");
        // When
        run(() -> queue.reschedule("scripted", key, Instant.EPOCH));
        // Then
        await().atMost(10, SECONDS).until(() -> work.tries(key).size() == 2);
        awaitState("DONE");
    }

    @Test
    void shouldGiveWorkOfADeadClaimerToAnother() {
        // Given
        schedule(Instant.now().plusSeconds(3600));
        run(
                () ->
                        sql.update(
                                "update work set due_at = now(), fence = 5, leased_until = now() + interval '300 milliseconds' where key = $1",
                                key));
        // When
        awaitState("DONE");
        // Then
        assertThat(work.tries(key)).extracting(WorkItem::fence).containsExactly(6L);
    }

    @Test
    void shouldNotLetAClaimerSettleWhatItLost() {
        // Given
        work.script(
                key,
                item ->
                        transactions
                                .run(() -> queue.cancel("scripted", key))
                                .replaceWith(WorkOutcome.DONE));
        // When
        schedule(Instant.EPOCH);
        // Then
        await().atMost(10, SECONDS).until(() -> work.tries(key).size() == 1);
        awaitState("CANCELLED");
    }

    private static Uni<WorkOutcome> done(WorkOutcome outcome) {
        return Uni.createFrom().item(outcome);
    }

    private void schedule(Instant dueAt) {
        run(() -> queue.schedule("scripted", key, JsonObject.of("for", key), dueAt));
    }

    private void awaitState(String state) {
        await().atMost(10, SECONDS).until(() -> state().equals(state));
    }

    private String state() {
        return run(() ->
                        sql.first(
                                "select state from work where kind = 'scripted' and key = $1", key))
                .map(row -> row.text(0))
                .orElse("");
    }

    private <T> T run(Supplier<Uni<T>> work) {
        return transactions.run(work).await().atMost(WITHIN);
    }
}
