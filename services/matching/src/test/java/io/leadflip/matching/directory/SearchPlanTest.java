package io.leadflip.matching.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// A radius of each row's own, or a trade compared as another integer type, would silently turn the
/// search into a full scan.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "matching"))
class SearchPlanTest {
    private static final String CROWD =
            """
            insert into business (id, sequence, price_tier, emergency_service, licensed, insured, answers_within_24h, tags,
                time_zone, quiet_emergencies, registered_at)
            select gen_random_uuid(), 1, 'STANDARD', false, true, false, false, '{}', 'America/Chicago', false, now()
            from generate_series(1, 20000)
            """;
    private static final String TRADES =
            """
            insert into business_service (business_id, category_id, active, radius_m, location, coverage)
            select id, 1 + n % 22, true, 20000, ST_SetSRID(ST_MakePoint(lon, lat), 4326)::geography,
                ST_Multi(ST_MakeEnvelope(lon - 0.3, lat - 0.2, lon + 0.3, lat + 0.2, 4326))
            from (select id, row_number() over () as n, 100 + random() * 40 as lon, -40 + random() * 20 as lat from business) as b
            on conflict do nothing
            """;

    @Inject Sql sql;
    @Inject Transactions transactions;

    @Test
    void shouldSearchByTradeAndCoverageInTheIndex() {
        // Given
        var now = Instant.parse("2026-11-20T17:00:00Z");
        var arguments =
                new Object[] {
                    new Integer[] {1, 3},
                    120.0,
                    -30.0,
                    "00000",
                    1,
                    now,
                    now.minus(Duration.ofDays(90)),
                    300
                };
        // When
        var plan =
                transactions
                        .run(() -> crowd().chain(() -> explain(arguments)))
                        .await()
                        .atMost(Duration.ofSeconds(60));
        // Then
        assertThat(plan)
                .contains("business_service_coverage")
                .doesNotContain("Seq Scan on business_service");
        assertThat(plan)
                .containsPattern("Index Cond: \\(\\(category_id = [^)]*\\) AND \\(coverage && ");
    }

    /// Rolled back at the end would be nicer; far from every other test's place it harms nobody.
    private Uni<Void> crowd() {
        return sql.update(CROWD).chain(() -> sql.update(TRADES)).replaceWithVoid();
    }

    private Uni<String> explain(Object... arguments) {
        return sql.select("explain " + CandidateSearch.SEARCH, arguments)
                .map(
                        rows ->
                                rows.stream()
                                        .map(row -> row.text(0))
                                        .collect(Collectors.joining("\n")));
    }
}
