package io.leadflip.platform.testing;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.contracts.event.EventType;
import io.leadflip.contracts.event.LeadFact.LeadNeedsInfo;
import io.leadflip.contracts.event.LeadFact.MissingInfo;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.outbox.Outbox;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.work.WorkItem;
import io.leadflip.platform.work.WorkOutcome;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// One trace goes from a request over its fact, through the stream to who takes it in, and over the
/// work it left, to the facts that follow.
@QuarkusTest
@TestProfile(TraceTest.Traced.class)
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "notify"))
class TraceTest {
    public static class Traced implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.otel.sdk.disabled", "false");
        }
    }

    @Inject SpansKept spans;
    @Inject ScriptedWork work;
    @Inject Outbox outbox;
    @Inject Transactions transactions;
    @Inject Sql sql;

    private final UUID leadId = Identifiers.next();
    private final Throwable failure = new IllegalStateException("no line to +13175550123");
    private final String traceId = leadId.toString().replace("-", "");

    @Test
    void shouldCarryOneTraceFromARequestOverStreamAndWorkToTheFactsThatFollow() {
        // Given
        work.script(leadId.toString(), this::tellMore);
        // When
        RestAssured.given()
                .header("traceparent", parent())
                .post("/traced/" + leadId)
                .then()
                .statusCode(204);
        // Then
        await().atMost(15, SECONDS).until(() -> told().size() == 3);
        assertThat(told())
                .extracting(Told::type)
                .containsExactlyInAnyOrder(
                        EventType.LEAD_SUBMITTED.wire(),
                        EventType.LEAD_NEEDS_INFO.wire(),
                        EventType.LEAD_WITHDRAWN.wire());
        assertThat(told()).extracting(Told::traceId).containsOnly(traceId);
    }

    @Test
    void shouldTellASpanOfWhichKindAFailureIsAndNothingOfItsWords() {
        // Given
        work.script(leadId.toString(), item -> Uni.createFrom().failure(failure));
        // When
        RestAssured.given()
                .header("traceparent", parent())
                .post("/traced/" + leadId)
                .then()
                .statusCode(204);
        // Then
        await().atMost(15, SECONDS).until(() -> !spans.failed(traceId).isEmpty());
        assertThat(spans.failed(traceId))
                .first()
                .satisfies(
                        span -> {
                            assertThat(span.getStatus().getDescription())
                                    .isEqualTo("java.lang.IllegalStateException");
                            assertThat(span.getEvents()).isEmpty();
                        });
    }

    @Test
    void shouldKeepTheWordsOfAFailureOutOfTheSpanOfARequest() {
        // When
        RestAssured.given()
                .header("traceparent", parent())
                .contentType("application/json")
                .body("{\"number\":2}")
                .post("/ping")
                .then()
                .statusCode(500);
        // Then
        await().atMost(15, SECONDS).until(() -> !spans.failed(traceId).isEmpty());
        assertThat(spans.failed(traceId).getFirst().toString()).doesNotContain("a secret of ours");
    }

    private String parent() {
        return "00-" + traceId + "-00f067aa0ba902b7-01";
    }

    private Uni<WorkOutcome> tellMore(WorkItem item) {
        var fact = new LeadNeedsInfo(leadId, MissingInfo.PLACE, Instant.now());
        return transactions.run(() -> outbox.append(fact)).replaceWith(WorkOutcome.DONE);
    }

    private record Told(String type, String traceId) {}

    /// What is missing follows from the work, the withdrawal from the subscriber.
    private List<Told> told() {
        return transactions
                .run(
                        () ->
                                sql.select(
                                        "select type, split_part(traceparent, '-', 2) from outbox where subject = $1",
                                        leadId.toString()))
                .await()
                .atMost(Duration.ofSeconds(5))
                .stream()
                .map(row -> new Told(row.text(0), row.text(1)))
                .toList();
    }
}
