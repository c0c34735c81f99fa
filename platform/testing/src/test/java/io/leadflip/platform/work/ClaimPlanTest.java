package io.leadflip.platform.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.platform.testing.LeadFlipTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/// A claim costs as much as it claims, whatever waits or is done: a queue that gets slower with its
/// length never gets short again.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "notify"))
class ClaimPlanTest {
    @ConfigProperty(name = "quarkus.flyway.jdbc-url")
    String url;

    @ConfigProperty(name = "quarkus.flyway.username")
    String owner;

    @ConfigProperty(name = "quarkus.flyway.password")
    String password;

    @Test
    void shouldReadNoTableThroughToClaimAFewPieces() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, owner, password);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            // Given: a long queue that the planner knows of, in a transaction nobody else sees
            statement.execute("set local search_path = notify");
            statement.execute("set local plan_cache_mode = force_generic_plan");
            statement.execute(
                    """
                    insert into work (id, kind, key, payload, due_at)
                    select gen_random_uuid(), 'a-long-queue', number::text, '{}', now()
                    from generate_series(1, 5000) number""");
            statement.execute("analyze work");
            statement.execute("prepare claim (text[], int[], bigint) as " + WorkRows.CLAIM);
            // When
            String plan = plan(statement);
            // Then
            assertThat(plan).contains("Index Scan").doesNotContain("Seq Scan on work");
            connection.rollback();
        }
    }

    private static String plan(Statement statement) throws SQLException {
        var plan = new StringBuilder();
        try (var lines =
                statement.executeQuery("explain execute claim ('{a-long-queue}', '{8}', 1000)")) {
            while (lines.next()) {
                plan.append(lines.getString(1)).append('\n');
            }
        }
        return plan.toString();
    }
}
