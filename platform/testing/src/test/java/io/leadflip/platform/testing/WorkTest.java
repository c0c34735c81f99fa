package io.leadflip.platform.testing;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.work.Priority;
import io.leadflip.platform.work.WorkDispatchers;
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
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "notify"))
class WorkTest {
    /// Due since a while, and not so long that finished work is forgotten.
    private static final Instant OVERDUE = Instant.now().minusSeconds(3600);

    private static final Duration WITHIN = Duration.ofSeconds(5);
    private static final Duration THREE_LEASES = Duration.ofMillis(1800);

    @Inject WorkQueue queue;
    @Inject ScriptedWork work;
    @Inject SingleFileWork singleFile;
    @Inject WorkDispatchers dispatchers;
    @Inject Transactions transactions;
    @Inject Sql sql;

    private final String key = Identifiers.next().toString();

    @Test
    void shouldDoWorkOnceHoweverOftenItIsScheduled() {
        // When
        schedule(OVERDUE);
        awaitState("DONE");
        schedule(OVERDUE);
        // Then
        assertThat(work.tries(key)).hasSize(1);
        assertThat(work.tries(key).getFirst().payload().getString("for")).isEqualTo(key);
    }

    @Test
    void shouldComeAgainWithoutCountingAFailure() {
        // Given
        work.script(key, item -> done(new Again(Duration.ofMillis(1), "not yet")));
        // When
        schedule(OVERDUE);
        // Then
        awaitState("DONE");
        assertThat(work.tries(key)).extracting(WorkItem::attempt).containsExactly(1, 1);
    }

    @Test
    void shouldTryAgainAfterAFailureWithANewFence() {
        // Given
        work.script(key, item -> Uni.createFrom().failure(new IllegalStateException("on purpose")));
        // When
        schedule(OVERDUE);
        // Then
        awaitState("DONE");
        assertThat(work.tries(key)).extracting(WorkItem::attempt).containsExactly(1, 2);
        assertThat(work.tries(key)).extracting(WorkItem::fence).doesNotHaveDuplicates();
    }

    @Test
    void shouldKeepWhyItWaitsWithoutPhonesAndWhatPostgresCannotStore() {
        // Given
        var later = Duration.ofHours(1);
        work.script(key, item -> done(new Again(later, "busy: +1 317 555 0123 \u0000")));
        // When
        schedule(OVERDUE);
        // Then
        await().atMost(10, SECONDS).until(() -> lastError().isPresent());
        assertThat(lastError()).hasValue("busy: ••• \uFFFD");
    }

    @Test
    void shouldKeepWhyItFailedWithoutTheWordsOfOthers() {
        // Given
        work.script(key, item -> Uni.createFrom().item(() -> outcomeOf("my roof leaks")));
        // When
        schedule(OVERDUE);
        // Then
        awaitState("DONE");
        assertThat(lastError()).hasValue("java.time.format.DateTimeParseException");
    }

    @Test
    void shouldAbandonIntoADeadLetter() {
        // Given
        work.script(key, item -> done(new Abandon("hopeless")));
        // When
        schedule(OVERDUE);
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
        schedule(OVERDUE);
        awaitState("DONE");
        // When
        run(() -> queue.reschedule("scripted", key, OVERDUE));
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
        schedule(OVERDUE);
        // Then
        await().atMost(10, SECONDS).until(() -> work.tries(key).size() == 1);
        awaitState("CANCELLED");
    }

    @Test
    void shouldKeepWorkInHandForAsLongAsItIsSlow() {
        // Given
        work.script(key, item -> done(WorkOutcome.DONE).onItem().delayIt().by(THREE_LEASES));
        // When
        schedule(OVERDUE);
        awaitState("DONE");
        // Then
        assertThat(work.tries(key)).hasSize(1);
    }

    @Test
    void shouldGiveUpATryThatNeverEnds() {
        // Given
        work.script(key, item -> Uni.createFrom().nothing());
        // When
        schedule(OVERDUE);
        awaitState("DONE");
        // Then
        assertThat(work.tries(key)).extracting(WorkItem::attempt).containsExactly(1, 2);
    }

    @Test
    void shouldAbandonWhatItsClaimersDieOver() {
        // Given
        lostSoFar(5);
        // When
        awaitState("ABANDONED");
        // Then
        assertThat(work.tries(key)).isEmpty();
        assertThat(work.abandonments(key)).hasSize(1);
    }

    @Test
    void shouldForgetLostClaimsOnceATryEnds() {
        // Given
        work.script(key, item -> done(new Again(Duration.ofMillis(1), "not yet")));
        lostSoFar(4);
        // When
        awaitState("DONE");
        // Then
        assertThat(work.tries(key)).hasSize(2);
    }

    @Test
    void shouldAbandonOnlyTogetherWithWhatItsOwnerChanges() {
        // Given
        work.script(key, item -> done(new Abandon("hopeless")), item -> done(new Abandon("again")));
        work.whenAbandoned(key, () -> mark().chain(WorkTest::failure), this::mark);
        // When
        schedule(OVERDUE);
        awaitState("ABANDONED");
        // Then
        assertThat(work.abandonments(key)).hasSizeGreaterThan(1);
        assertThat(
                        run(
                                () ->
                                        sql.select(
                                                "select 1 from marker where id = $1",
                                                UUID.fromString(key))))
                .hasSize(1);
    }

    @Test
    void shouldNotTellTheOwnerOfWorkThatWasTakenBack() {
        // Given
        work.script(
                key,
                item ->
                        transactions
                                .run(() -> queue.cancel("scripted", key))
                                .replaceWith(new Abandon("too late")));
        // When
        schedule(OVERDUE);
        awaitState("CANCELLED");
        // Then
        await().during(300, MILLISECONDS).until(() -> work.abandonments(key).isEmpty());
    }

    @Test
    void shouldDoTheMoreImportantFirst() {
        // Given
        holdUp();
        // When
        queueUp("low", Instant.now(), Priority.LOW);
        queueUp("normal", Instant.now(), Priority.NORMAL);
        queueUp("high", Instant.now(), Priority.HIGH);
        singleFile.openGate();
        // Then
        awaitOrder("gate", "high", "normal", "low");
    }

    @Test
    void shouldNotStarveWhatIsLessImportant() {
        // Given
        holdUp();
        // When
        queueUp("high", Instant.now(), Priority.HIGH);
        queueUp("low", Instant.now().minusSeconds(121), Priority.LOW);
        singleFile.openGate();
        // Then
        awaitOrder("gate", "low", "high");
    }

    @Test
    void shouldKeepThePaceWithoutCountingFailures() {
        // When
        for (var name : List.of("a", "b", "c")) {
            run(
                    () ->
                            queue.schedule(
                                    "single-file",
                                    key + name,
                                    JsonObject.of("pace", key),
                                    OVERDUE));
        }
        // Then
        await().atMost(10, SECONDS).until(() -> singleFile.deeds(key).size() == 3);
        var deeds = singleFile.deeds(key);
        assertThat(deeds).extracting(SingleFileWork.Deed::attempt).containsOnly(1);
        assertThat(Duration.ofNanos(deeds.getLast().nanos() - deeds.getFirst().nanos()))
                .isGreaterThan(SingleFileWork.PACE.multipliedBy(2).minusMillis(50));
    }

    @Test
    void shouldClaimNothingOfAKindWhileWhatItNeedsIsAway() {
        // Given
        holdUp();
        queueUp("needy", OVERDUE, Priority.NORMAL);
        queueUp("next", OVERDUE.plusSeconds(1), Priority.NORMAL);
        // When
        singleFile.openGate();
        // Then
        await().atMost(10, SECONDS).until(() -> singleFile.deeds(key).size() == 4);
        var deeds = singleFile.deeds(key);
        assertThat(deeds).extracting(SingleFileWork.Deed::attempt).containsOnly(1);
        assertThat(deeds.get(1).name()).endsWith("needy");
        assertThat(Duration.ofNanos(deeds.get(2).nanos() - deeds.get(1).nanos()))
                .isGreaterThanOrEqualTo(SingleFileWork.AWAY);
    }

    @Test
    void shouldNeverGiveTheSameWorkToTwoDispatchers() throws InterruptedException {
        // Given
        var keys = IntStream.range(0, 300).mapToObj(number -> key + number).toList();
        try (var second = dispatchers.open();
                var third = dispatchers.open()) {
            // When
            run(
                    () ->
                            sql.update(
                                    "insert into work (id, kind, key, payload, due_at) select gen_random_uuid(), 'scripted', key, '{}', now() from unnest($1::text[]) key",
                                    (Object) keys.toArray(String[]::new)));
            await().atMost(20, SECONDS)
                    .until(() -> keys.stream().noneMatch(each -> work.tries(each).isEmpty()));
        }
        // Then
        assertThat(keys).allSatisfy(each -> assertThat(work.tries(each)).hasSize(1));
    }

    private void lostSoFar(int claims) {
        schedule(Instant.now().plusSeconds(3600));
        run(
                () ->
                        sql.update(
                                "update work set due_at = now(), claims = $2, leased_until = now() where key = $1",
                                key,
                                claims));
    }

    private void holdUp() {
        singleFile.closeGate();
        queueUp("gate", OVERDUE, Priority.NORMAL);
        await().atMost(10, SECONDS).until(() -> singleFile.deeds(key).size() == 1);
    }

    private void queueUp(String name, Instant dueAt, Priority priority) {
        run(() -> queue.schedule("single-file", key + name, new JsonObject(), dueAt, priority));
    }

    private void awaitOrder(String... names) {
        await().atMost(10, SECONDS).until(() -> singleFile.deeds(key).size() == names.length);
        assertThat(singleFile.deeds(key))
                .extracting(deed -> deed.name().substring(key.length()))
                .containsExactly(names);
    }

    private Uni<Void> mark() {
        return sql.update("insert into marker (id) values ($1)", UUID.fromString(key))
                .replaceWithVoid();
    }

    private static Uni<Void> failure() {
        return Uni.createFrom().failure(new IllegalStateException("on purpose"));
    }

    private static WorkOutcome outcomeOf(String day) {
        return new Again(Duration.ofMillis(1), LocalDate.parse(day).toString());
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

    private Optional<String> lastError() {
        return run(() ->
                        sql.first(
                                "select last_error from work where kind = 'scripted' and key = $1",
                                key))
                .map(row -> row.text(0));
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
