package io.leadflip.platform.testing;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.leadflip.contracts.event.LeadFact.LeadWithdrawn;
import io.leadflip.contracts.event.Source;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.outbox.Outbox;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.stream.StreamConfig;
import io.leadflip.platform.stream.StreamLog;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "notify"))
class ReplayTest {
    private static final Duration WITHIN = Duration.ofSeconds(5);

    @Inject Outbox outbox;
    @Inject Transactions transactions;
    @Inject Letters letters;
    @Inject StreamLog log;
    @Inject StreamConfig config;
    @Inject Redis redis;

    private final UUID leadId = Identifiers.next();
    private final UUID replayId = Identifiers.next();
    private final Instant from = Instant.now().minusSeconds(60);

    @BeforeEach
    void tellTwoFacts() {
        append();
        append();
        await().atMost(10, SECONDS).until(() -> told().size() == 2);
    }

    @Test
    void shouldTellAgainInOrderAndLeaveTheRelaysMarkAlone() {
        // Given
        var ids = told();
        var mark = mark();
        // When
        ask(Map.of("id", replayId, "from", from, "type", "lead.withdrawn", "dryRun", false));
        // Then
        awaitDone();
        assertThat(told()).containsExactly(ids.get(0), ids.get(1), ids.get(0), ids.get(1));
        assertThat(mark()).isEqualTo(mark);
    }

    @Test
    void shouldGoOnWhereADeadProcessStopped() {
        // Given
        var ids = told();
        var first = facts().getFirst().bigint(0);
        // When
        letters.change(
                """
                insert into outbox_replay (id, told_from, told_until, type, requested_by, progress, told)
                values ($1, $2, now(), 'io.leadflip.lead.withdrawn.v1', 'boss', $3, 1)""",
                replayId,
                from,
                first);
        // Then
        awaitDone();
        assertThat(told()).containsExactly(ids.get(0), ids.get(1), ids.get(1));
    }

    @Test
    void shouldDoOnceWhatIsAskedTwice() {
        // Given
        var request =
                Map.<String, Object>of(
                        "id", replayId, "from", from, "type", "lead.withdrawn", "dryRun", false);
        // When
        ask(request);
        ask(request);
        // Then
        awaitDone();
        assertThat(told()).hasSize(4);
        assertThat(actions("TELL_AGAIN")).hasSize(1);
    }

    @Test
    void shouldOnlyCountInADryRun() {
        // Given
        var request = Map.<String, Object>of("id", replayId, "from", from, "dryRun", true);
        // When
        var answer =
                letters.asIntake()
                        .body(request)
                        .post("/internal/replays")
                        .then()
                        .statusCode(200)
                        .body("dryRun", equalTo(true));
        // Then
        assertThat(answer.extract().<Integer>path("facts")).isGreaterThanOrEqualTo(2);
        letters.asIntake().get("/internal/replays/" + replayId).then().statusCode(404);
        assertThat(actions("COUNT_FACTS")).hasSize(1);
        assertThat(told()).hasSize(2);
    }

    @Test
    void shouldRefuseWhatIsKeptNoMore() {
        letters.asIntake()
                .body(
                        Map.of(
                                "id",
                                replayId,
                                "from",
                                Instant.now().minus(Duration.ofDays(9)),
                                "dryRun",
                                false))
                .post("/internal/replays")
                .then()
                .statusCode(422)
                .body("detail", containsString("the earliest from is"));
    }

    private void append() {
        transactions
                .run(() -> outbox.append(new LeadWithdrawn(leadId, Instant.EPOCH)))
                .await()
                .atMost(WITHIN);
    }

    private void ask(Map<String, Object> request) {
        letters.asIntake().body(request).post("/internal/replays").then().statusCode(200);
    }

    private void awaitDone() {
        await().atMost(20, SECONDS)
                .until(
                        () ->
                                letters.first(
                                                "select 1 from outbox_replay where id = $1 and done_at is not null",
                                                replayId)
                                        .isPresent());
    }

    /// Ids of the lead's facts in their stream, as often as they are there.
    private List<String> told() {
        var stream = config.streams().of(new LeadWithdrawn(leadId, Instant.EPOCH));
        var entries =
                redis.send(Request.cmd(Command.XRANGE).arg(stream).arg("-").arg("+"))
                        .await()
                        .atMost(WITHIN);
        return StreamSupport.stream(entries.spliterator(), false)
                .map(entry -> entry.get(1))
                .filter(fields -> leadId.toString().equals(String.valueOf(fields.get("subject"))))
                .map(fields -> fields.get("id").toString())
                .toList();
    }

    private List<Row> facts() {
        return letters.rows(
                "select position from outbox where subject = $1 order by position",
                leadId.toString());
    }

    private long mark() {
        return log.mark(Source.NOTIFIER).await().atMost(WITHIN);
    }

    private List<Row> actions(String action) {
        return letters.rows(
                "select who from operator_action where action = $1 and scope ->> 'id' = $2",
                action,
                replayId.toString());
    }
}
