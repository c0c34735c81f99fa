package io.leadflip.platform.testing;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "notify"))
class TransactionsTest {
    private static final String REMEMBER =
            "insert into received (event_id, key, sequence) values ($1, $2, 1)";
    private static final String LOCK = "select 1 from stream_topology for update";
    private static final Duration SOON = Duration.ofSeconds(10);

    @Inject Transactions transactions;
    @Inject Sql sql;
    @Inject Pool pool;

    private final String key = Identifiers.next().toString();

    @Test
    void shouldRollBackAndLetGoOfItsLocksWhenNobodyWaitsAnyMore() {
        // Given
        await().atMost(10, SECONDS).until(() -> count("select 1 from stream_topology") == 1);
        var holder = pool.getConnection().await().atMost(SOON);
        var held = holder.begin().await().atMost(SOON);
        holder.query(LOCK).execute().await().atMost(SOON);
        // When
        assertThatThrownBy(() -> rememberAndLock().await().atMost(Duration.ofMillis(500)))
                .isInstanceOf(TimeoutException.class);
        held.rollback().await().atMost(SOON);
        holder.close().await().atMost(SOON);
        // Then
        await().atMost(10, SECONDS).ignoreExceptions().until(() -> count(LOCK + " nowait") == 1);
        assertThat(count("select 1 from received where key = $1", key)).isZero();
    }

    private Uni<Optional<Row>> rememberAndLock() {
        return transactions.apart(
                () -> sql.update(REMEMBER, Identifiers.next(), key).chain(() -> sql.first(LOCK)));
    }

    private int count(String query, Object... arguments) {
        return transactions.apart(() -> sql.select(query, arguments)).await().atMost(SOON).size();
    }
}
