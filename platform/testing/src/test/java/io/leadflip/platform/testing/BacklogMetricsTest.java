package io.leadflip.platform.testing;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "notify"))
class BacklogMetricsTest {
    @Inject MeterRegistry metrics;
    @Inject Transactions transactions;
    @Inject Sql sql;

    private final String key = Identifiers.next().toString();

    @AfterEach
    void tidyUp() {
        run("delete from work where payload ->> 'key' = $1", key);
        run("delete from parked_event where partition_key = $1", key);
        run("delete from dead_letter where name = $1", key);
    }

    @Test
    void shouldTellHowMuchWorkWaitsAndSinceWhen() {
        // Given
        var due = "now() - interval '90 seconds'";
        work("a", due);
        work("b", "now() + interval '1 hour'");
        // Then
        awaitGauge("leadflip.backlog.work.age", 90, 150);
        assertThat(gauge("leadflip.backlog.work")).isEqualTo(2);
        assertThat(gauge("leadflip.backlog.work.due")).isEqualTo(1);
    }

    @Test
    void shouldTellThatNothingWaitsAnyMore() {
        // Given
        work("a", "now() - interval '90 seconds'");
        awaitGauge("leadflip.backlog.work.due", 1, 1);
        // When
        run("update work set state = 'DONE' where payload ->> 'key' = $1", key);
        // Then
        awaitGauge("leadflip.backlog.work.age", 0, 0);
        assertThat(gauge("leadflip.backlog.work.due")).isZero();
    }

    @Test
    void shouldTellOfParkedFactsAndDeadLetters() {
        // When
        run(
                "insert into parked_event (event_id, partition_key, entry, attempts, due_at, last_error, parked_at) values (gen_random_uuid(), $1, '{}', 1, now() + interval '1 hour', 'test', now() - interval '2 minutes')",
                key);
        run(
                "insert into dead_letter (id, origin, name, payload, reason, attempts) values (gen_random_uuid(), 'WORK', $1, '{}', 'test', 1)",
                key);
        // Then
        await().atMost(20, SECONDS)
                .ignoreExceptions()
                .untilAsserted(
                        () -> {
                            assertThat(shown("leadflip.backlog.parked.age"))
                                    .isGreaterThanOrEqualTo(120);
                            assertThat(shown("leadflip.backlog.parked")).isPositive();
                            assertThat(shown("leadflip.backlog.dead-letters")).isPositive();
                        });
    }

    @Test
    void shouldTellHowFarItIsBehindItsStreams() {
        await().atMost(20, SECONDS)
                .ignoreExceptions()
                .untilAsserted(
                        () -> {
                            var page = RestAssured.get("/q/metrics").asString();
                            assertThat(scraped(page, "leadflip_streams_silence_seconds"))
                                    .isBetween(0.0, 60.0);
                            assertThat(scraped(page, "leadflip_streams_lag")).isNotNegative();
                            assertThat(scraped(page, "leadflip_streams_pending")).isNotNegative();
                            assertThat(scraped(page, "leadflip_streams_age_seconds"))
                                    .isBetween(0.0, 60.0);
                            assertThat(scraped(page, "leadflip_streams_redeliveries_total"))
                                    .isNotNegative();
                            assertThat(scraped(page, "leadflip_backlog_outbox_age_seconds"))
                                    .isBetween(0.0, 60.0);
                        });
    }

    /// A row that nobody can claim.
    private void work(String name, String due) {
        run(
                "insert into work (id, kind, key, payload, due_at, leased_until) values (gen_random_uuid(), 'single-file', $1::text || '"
                        + name
                        + "', jsonb_build_object('key', $1::text), "
                        + due
                        + ", now() + interval '1 hour')",
                key);
    }

    private void awaitGauge(String name, double least, double most) {
        await().atMost(20, SECONDS)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(gauge(name)).isBetween(least, most));
    }

    private double gauge(String name) {
        return metrics.get(name).tag("kind", "single-file").gauge().value();
    }

    private double shown(String name) {
        return metrics.get(name).gauge().value();
    }

    private static double scraped(String page, String name) {
        return page.lines()
                .filter(line -> line.matches(name + "(\\{[^}]*})? .*"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(-1);
    }

    private void run(String statement, Object... arguments) {
        transactions
                .run(() -> sql.update(statement, arguments))
                .await()
                .atMost(Duration.ofSeconds(5));
    }
}
