package io.leadflip.platform.testing;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.EventEntry;
import io.leadflip.contracts.event.LeadFact.LeadSubmitted;
import io.leadflip.contracts.event.Source;
import io.leadflip.platform.deadletter.DeadLetters;
import io.leadflip.platform.deadletter.Letter;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.work.WorkOutcome;
import io.leadflip.platform.work.WorkQueue;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "notify"))
class DeadLettersTest {
    private static final Duration WITHIN = Duration.ofSeconds(5);

    @Inject TestEvents events;
    @Inject RecordingSubscriber subscriber;
    @Inject ScriptedWork scripted;
    @Inject WorkQueue work;
    @Inject DeadLetters deadLetters;
    @Inject Transactions transactions;
    @Inject Letters letters;

    private final UUID leadId = Identifiers.next();

    @Test
    void shouldHandleFactOnceWhenItIsReplayed() {
        // Given
        subscriber.failFor(leadId, 3);
        var event = events.tell(Source.LEAD_INTAKE, submitted());
        var letter = awaitLetter(event);
        // When
        letters.operate("replay", letter)
                .statusCode(200)
                .body("service", equalTo("notifier"))
                .body("affected", equalTo(1))
                .body("letters[0].outlook", equalTo("RUNS"));
        // Then
        await().atMost(10, SECONDS).until(() -> received().equals(List.of(event.id())));
        letters.operate("replay", letter)
                .body("affected", equalTo(0))
                .body("letters[0].outlook", equalTo("SETTLED"));
        assertThat(state(letter)).isEqualTo("REPLAYED by boss");
        assertThat(actions("REPLAY", letter)).containsExactly(1L, 0L);
    }

    @Test
    void shouldReplayManyInOrderOfTheirKey() {
        // Given
        subscriber.failFor(leadId, 6);
        var first = events.tell(Source.LEAD_INTAKE, submitted());
        awaitLetter(first);
        var second = events.tell(Source.LEAD_INTAKE, submitted());
        awaitLetter(second);
        var ids = List.of(letters.ofFact(second.id()).get(), letters.ofFact(first.id()).get());
        // When
        letters.operate("replay", Map.of("ids", ids))
                .body("affected", equalTo(2))
                .body("letters[1].outlook", equalTo("WAITS_FOR_ITS_KEY"));
        // Then
        await().atMost(10, SECONDS)
                .until(() -> received().equals(List.of(first.id(), second.id())));
    }

    @Test
    void shouldOpenWorkAgainWhenItIsReplayed() {
        // Given
        var key = Identifiers.next().toString();
        scripted.script(key, item -> outcome(new WorkOutcome.Abandon("no such number")));
        transactions
                .run(() -> work.schedule("scripted", key, new JsonObject(), Instant.EPOCH))
                .await()
                .atMost(WITHIN);
        await().atMost(10, SECONDS).until(() -> letters.ofWork(key).isPresent());
        var letter = letters.ofWork(key).get();
        var fence = fence(key);
        // When
        letters.operate("replay", letter)
                .body("affected", equalTo(1))
                .body("letters[0].outlook", equalTo("RUNS"));
        // Then
        await().atMost(10, SECONDS).until(() -> scripted.tries(key).size() == 2);
        assertThat(scripted.tries(key).getLast().attempt()).isEqualTo(1);
        assertThat(scripted.tries(key).getLast().fence()).isGreaterThan(fence + 1);
    }

    @Test
    void shouldNotOpenWorkThatIsDoneOrGoingOn() {
        // Given
        var done = letterOfWork("scripted", "DONE");
        var open = letterOfWork("scripted", "CANCELLED");
        var foreign = letterOfWork("nobody-does-this", "ABANDONED");
        // When
        var answer = letters.operate("replay", Map.of("ids", List.of(done, open, foreign)));
        // Then
        answer.body("affected", equalTo(0))
                .body("letters[0].outlook", equalTo("ALREADY_HANDLED"))
                .body("letters[1].outlook", equalTo("NOT_ABANDONED"))
                .body("letters[2].outlook", equalTo("NOBODY_WORKS"));
        assertThat(state(done)).startsWith("OPEN");
    }

    @Test
    void shouldForetellAndChangeNothingInADryRun() {
        // Given
        var handled = events.tell(Source.LEAD_INTAKE, submitted());
        await().atMost(10, SECONDS).until(() -> received().contains(handled.id()));
        var again = bury(EventEntry.of(handled), "was handled by another way");
        var unreadable = bury(entry("data", "{}"), "is no event");
        var newer = bury(entry("type", "io.leadflip.lead.submitted.v2"), "is newer");
        var unheard = bury(entry("type", "io.leadflip.lead.withdrawn.v1"), "is of no interest");
        var fresh = bury(EventEntry.of(event()), "failed");
        // When
        var answer =
                letters.operate(
                        "dry-run",
                        Map.of("ids", List.of(again, unreadable, newer, unheard, fresh)));
        // Then
        answer.body("affected", equalTo(1))
                .body("letters[0].outlook", equalTo("ALREADY_HANDLED"))
                .body("letters[1].outlook", equalTo("UNREADABLE"))
                .body("letters[1].detail", containsString("leadId"))
                .body("letters[2].outlook", equalTo("OTHER_VERSION"))
                .body("letters[2].detail", containsString("after the update"))
                .body("letters[3].outlook", equalTo("NOBODY_LISTENS"))
                .body("letters[4].outlook", equalTo("RUNS"));
        assertThat(state(fresh)).startsWith("OPEN");
        assertThat(letters.rows("select 1 from parked_event where partition_key = $1", key()))
                .isEmpty();
        assertThat(actions("DRY_RUN", fresh)).containsExactly(1L);
    }

    @Test
    void shouldPutAwayWhatIsDiscarded() {
        // Given
        var letter = bury(EventEntry.of(event()), "discard me " + leadId);
        // When
        letters.operate("discard", Map.of("reason", "DISCARD me " + leadId))
                .statusCode(200)
                .body("affected", equalTo(1));
        // Then
        assertThat(state(letter)).isEqualTo("DISCARDED by boss");
        letters.search(Map.of("ids", List.of(letter))).body("deadLetters", hasSize(0));
        assertThat(received()).isEmpty();
    }

    @Test
    void shouldShowLettersPageByPageAndNarrowed() {
        // Given
        var reason = "a reason of its own " + leadId;
        var oldest = bury(EventEntry.of(event()), reason);
        var middle = bury(EventEntry.of(event()), reason);
        var newest = bury(EventEntry.of(event()), reason);
        // When
        var first = letters.search(Map.of("reason", reason, "limit", 2));
        var rest =
                letters.asIntake()
                        .body(
                                Map.of(
                                        "before",
                                        middle,
                                        "selection",
                                        Map.of("reason", reason, "name", "lead.submitted")))
                        .post("/internal/dead-letters/search")
                        .then();
        // Then
        first.statusCode(200)
                .body("deadLetters.id", equalTo(List.of(newest.toString(), middle.toString())))
                .body("deadLetters[0].origin", equalTo("EVENT"))
                .body("deadLetters[0].key", equalTo(key()))
                .body("deadLetters[0].state", equalTo("OPEN"));
        rest.body("deadLetters.id", equalTo(List.of(oldest.toString())));
        letters.search(Map.of("reason", reason, "origin", "WORK")).body("deadLetters", hasSize(0));
        letters.search(Map.of("reason", reason, "name", "lead.rejected"))
                .body("deadLetters", hasSize(0));
        letters.search(Map.of("reason", reason, "since", Instant.now().plusSeconds(60).toString()))
                .body("deadLetters", hasSize(0));
    }

    @Test
    void shouldOpenALetterWithoutWhatIsPersonal() {
        // Given
        var workId = Identifiers.next();
        var given =
                Letter.of(
                        workId,
                        "scripted",
                        workId.toString(),
                        new JsonObject().put("to", "+13175550123").put("leadId", key()));
        transactions
                .run(
                        () ->
                                deadLetters
                                        .failed(given, 1, "no answer from +1 317 555 0123")
                                        .chain(() -> deadLetters.bury(given, 2, "gave up")))
                .await()
                .atMost(WITHIN);
        var letter = letters.ofWork(workId.toString()).get();
        // When
        var answer = letters.asIntake().get("/internal/dead-letters/" + letter).then();
        // Then
        answer.statusCode(200)
                .body("letter.attempts", equalTo(2))
                .body("payload.payload.leadId", equalTo(key()))
                .body("payload.payload.to", equalTo("•••"))
                .body("history.attempt", equalTo(List.of(1, 2)))
                .body("history[0].error", equalTo("no answer from •••"))
                .body("history[1].error", equalTo("gave up"))
                .body(not(containsString("0123\"")));
        assertThat(
                        letters.first(
                                "select who from operator_action where action = 'INSPECT' and scope ->> 'id' = $1",
                                letter.toString()))
                .get()
                .satisfies(row -> assertThat(row.text(0)).isEqualTo("boss"));
    }

    @Test
    void shouldKeepOneLetterOfWhatDiesTwice() {
        // Given
        var entry = EventEntry.of(event());
        var letter = bury(entry, "once");
        // When
        bury(entry, "twice");
        // Then
        letters.search(Map.of("ids", List.of(letter)))
                .body("deadLetters.reason", equalTo(List.of("twice")));
    }

    @Test
    void shouldBuryWhatPostgresCannotStore() {
        // Given
        var entry = entry("data", "a\u0000b\uD800");
        // When
        var letter = bury(entry, "held a \u0000");
        // Then
        letters.search(Map.of("ids", List.of(letter)))
                .body("deadLetters.reason", equalTo(List.of("held a \uFFFD")));
    }

    @Test
    void shouldAskWhichLettersAndWhoAsks() {
        // Given nothing is said
        // When
        var everything = letters.operate("replay", Map.of());
        var nobody =
                letters.as(Source.LEAD_INTAKE)
                        .body(Map.of("name", "x"))
                        .post("/internal/dead-letters/discard")
                        .then();
        var unknown = letters.asIntake().get("/internal/dead-letters/" + leadId).then();
        var other =
                letters.as(Source.MATCHING)
                        .body(Map.of("selection", Map.of()))
                        .post("/internal/dead-letters/search")
                        .then();
        // Then
        everything.statusCode(400).contentType("application/problem+json");
        nobody.statusCode(400);
        unknown.statusCode(404);
        other.statusCode(403);
    }

    @Test
    void shouldNotLetTheServiceRewriteItsAudit() {
        // Given the service's own role
        // When
        var rewriting =
                catchThrowable(() -> letters.change("update operator_action set who = 'nobody'"));
        // Then
        assertThat(rewriting).hasStackTraceContaining("permission denied");
    }

    private LeadSubmitted submitted() {
        return new LeadSubmitted(leadId, Instant.EPOCH);
    }

    private Event event() {
        return new Event(
                Identifiers.next(), Source.LEAD_INTAKE, Instant.EPOCH, 1, null, submitted());
    }

    private EventEntry entry(String attribute, String value) {
        var fields = new LinkedHashMap<>(EventEntry.of(event()).fields());
        fields.put(attribute, value);
        return new EventEntry(fields);
    }

    private String key() {
        return leadId.toString();
    }

    private UUID bury(EventEntry entry, String reason) {
        deadLetters.bury(Letter.of(entry), 3, reason).await().atMost(WITHIN);
        return letters.ofFact(entry.id().orElseThrow()).orElseThrow();
    }

    private UUID letterOfWork(String kind, String state) {
        var id = Identifiers.next();
        letters.change(
                "insert into work (id, kind, key, payload, state, due_at) values ($1, $2, $3, $4, $5, now())",
                id,
                kind,
                id.toString(),
                new JsonObject(),
                state);
        deadLetters
                .bury(Letter.of(id, kind, id.toString(), new JsonObject()), 1, "gave up")
                .await()
                .atMost(WITHIN);
        return letters.ofWork(id.toString()).orElseThrow();
    }

    private UUID awaitLetter(Event event) {
        await().atMost(20, SECONDS).until(() -> letters.ofFact(event.id()).isPresent());
        return letters.ofFact(event.id()).get();
    }

    private List<UUID> received() {
        return letters
                .rows("select event_id from received where key = $1 order by position", key())
                .stream()
                .map(row -> row.uuid(0))
                .toList();
    }

    private String state(UUID letter) {
        return letters.first("select state, settled_by from dead_letter where id = $1", letter)
                .map(row -> row.text(0) + " by " + row.text(1))
                .orElseThrow();
    }

    private List<Long> actions(String action, UUID letter) {
        return letters
                .rows(
                        """
                        select affected from operator_action
                        where action = $1 and scope -> 'ids' ? $2 and who = 'boss' order by id""",
                        action,
                        letter.toString())
                .stream()
                .map(row -> row.bigint(0))
                .toList();
    }

    private long fence(String key) {
        return letters.first("select fence from work where key = $1", key).orElseThrow().bigint(0);
    }

    private static Uni<WorkOutcome> outcome(WorkOutcome outcome) {
        return Uni.createFrom().item(outcome);
    }
}
