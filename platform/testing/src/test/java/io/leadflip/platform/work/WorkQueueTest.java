package io.leadflip.platform.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.AfterCommit;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.leadflip.platform.testing.MutableClock;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The clock of the host that schedules, and that of the Postgres by which work is due, are seldom
/// the same.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "notify"))
class WorkQueueTest {
    private static final Duration WITHIN = Duration.ofSeconds(5);
    private static final Duration DELAY = Duration.ofMinutes(10);

    /// Nobody here does work of this kind.
    private static final String KIND = "of-nobody";

    @Inject AfterCommit afterCommit;
    @Inject WorkDispatchers dispatchers;
    @Inject Transactions transactions;
    @Inject Sql sql;

    private final String key = Identifiers.next().toString();

    @ParameterizedTest
    @ValueSource(strings = {"PT2H", "PT-2H"})
    void shouldKeepTheDelayWhateverTheHostTakesForNow(Duration skew) {
        // Given
        var clock = new MutableClock(Instant.now().plus(skew));
        // When
        run(clock, queue -> queue.schedule(KIND, key, payload(), clock.instant().plus(DELAY)));
        // Then
        assertThat(secondsUntilDue()).isBetween(DELAY.toSeconds() - 30, DELAY.toSeconds());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT2H", "PT-2H"})
    void shouldKeepTheDelayOfWhatIsRescheduled(Duration skew) {
        // Given
        var clock = new MutableClock(Instant.now().plus(skew));
        run(clock, queue -> queue.schedule(KIND, key, payload(), clock.instant()));
        // When
        run(clock, queue -> queue.reschedule(KIND, key, clock.instant().plus(DELAY)));
        // Then
        assertThat(secondsUntilDue()).isBetween(DELAY.toSeconds() - 30, DELAY.toSeconds());
    }

    private void run(MutableClock clock, Function<WorkQueue, Uni<Void>> step) {
        var queue = new WorkQueue(sql, afterCommit, dispatchers, clock);
        transactions.run(() -> step.apply(queue)).await().atMost(WITHIN);
    }

    private static JsonObject payload() {
        return new JsonObject();
    }

    private long secondsUntilDue() {
        return transactions
                .run(
                        () ->
                                sql.first(
                                        "select extract(epoch from due_at - now())::bigint from work where key = $1",
                                        key))
                .await()
                .atMost(WITHIN)
                .orElseThrow()
                .bigint(0);
    }
}
