package io.leadflip.platform.testing;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.work.WorkItem;
import io.leadflip.platform.work.WorkOutcome;
import io.leadflip.platform.work.WorkQueue;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// Delays are kept by a timer, not by looking often: here nobody looks for a minute.
@QuarkusTest
@TestProfile(WorkDelayTest.SeldomPolling.class)
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "notify"))
class WorkDelayTest {
    public static class SeldomPolling implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("leadflip.work.poll-interval", "1m");
        }
    }

    private static final Duration DELAY = Duration.ofMillis(300);
    private static final Duration LATE = Duration.ofMillis(700);

    @Inject WorkQueue queue;
    @Inject ScriptedWork work;
    @Inject Transactions transactions;

    private final String key = Identifiers.next().toString();

    @Test
    void shouldBeginWhenItIsDue() {
        // Given
        var begun = begins();
        var dueAt = Instant.now().plus(DELAY);
        // When
        schedule(dueAt);
        // Then
        await().atMost(10, SECONDS).until(() -> begun.get() != null);
        assertThat(begun.get()).isBetween(dueAt, dueAt.plus(LATE));
    }

    @Test
    void shouldBeginAtOnceWhenItIsDueAtOnce() {
        // Given
        var begun = begins();
        var dueAt = Instant.now();
        // When
        schedule(dueAt);
        // Then
        await().atMost(10, SECONDS).until(() -> begun.get() != null);
        assertThat(begun.get()).isBefore(dueAt.plus(LATE));
    }

    @Test
    void shouldComeAgainAfterTheDelayItAskedFor() {
        // Given
        var asked = new AtomicReference<Instant>();
        var begun = new AtomicReference<Instant>();
        work.script(
                key,
                item -> {
                    asked.set(Instant.now());
                    return outcome(new WorkOutcome.Again(DELAY, "not yet"));
                },
                item -> begin(begun));
        // When
        schedule(Instant.now());
        // Then
        await().atMost(10, SECONDS).until(() -> begun.get() != null);
        assertThat(begun.get())
                .isBetween(asked.get().plus(DELAY), asked.get().plus(DELAY).plus(LATE));
        assertThat(work.tries(key)).extracting(WorkItem::attempt).containsExactly(1, 1);
    }

    private AtomicReference<Instant> begins() {
        var begun = new AtomicReference<Instant>();
        work.script(key, item -> begin(begun));
        return begun;
    }

    private static Uni<WorkOutcome> begin(AtomicReference<Instant> begun) {
        begun.set(Instant.now());
        return outcome(WorkOutcome.DONE);
    }

    private static Uni<WorkOutcome> outcome(WorkOutcome outcome) {
        return Uni.createFrom().item(outcome);
    }

    private void schedule(Instant dueAt) {
        transactions
                .run(() -> queue.schedule("scripted", key, new JsonObject(), dueAt))
                .await()
                .atMost(Duration.ofSeconds(5));
    }
}
