package io.leadflip.calls;

import static io.leadflip.calls.CallDesk.WITHIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.calls.TwilioApi.Placed;
import io.leadflip.calls.transcript.SealKey;
import io.leadflip.contracts.event.CallFact.CallConcluded;
import io.leadflip.contracts.value.CallOutcome;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.leadflip.platform.work.WorkHandler;
import io.leadflip.platform.work.WorkItem;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A conversation is concluded once, whoever reads it, however often, and whatever died in between.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "calls"))
@WithTestResource(OutsideWorld.class)
class ConcludeOnceTest {
    private static final String EXTRACT = "extract";
    private static final int READERS = 20;

    @Inject CallDesk desk;
    @Any @Inject Instance<WorkHandler> handlers;

    @BeforeEach
    void bridgeIsThere() {
        desk.bridgeIsThere();
    }

    @Test
    void shouldConcludeOnceWhenManyReadAtTheSameTime() {
        // Given
        Subject subject = desk.subject();
        Placed placed = talkedTo(subject);
        WorkHandler extraction = extraction();
        WorkItem item = item(placed);
        // When
        Multi.createFrom()
                .range(0, READERS)
                .onItem()
                .transformToUni(i -> extraction.perform(item))
                .merge(READERS)
                .collect()
                .asList()
                .await()
                .atMost(WITHIN);
        // Then
        assertThat(desk.awaitFact(CallConcluded.class, subject).outcome())
                .isEqualTo(CallOutcome.DECLINED);
        assertThat(desk.facts(CallConcluded.class, subject)).hasSize(1);
    }

    @Test
    void shouldConcludeOnceWhenTheReaderDiedBeforeItsWorkWasDone() {
        // Given: the call is concluded, but nobody learned that the work is done
        Subject subject = desk.subject();
        Placed placed = talkedTo(subject);
        desk.awaitFact(CallConcluded.class, subject);
        awaitDone(placed);
        // When
        desk.update(
                "update work set state = 'OPEN', due_at = now(), leased_until = null, fence = fence + 1 where kind = 'extract' and key = $1",
                placed.attempt().toString());
        awaitDone(placed);
        // Then
        assertThat(desk.facts(CallConcluded.class, subject)).hasSize(1);
    }

    private Placed talkedTo(Subject subject) {
        Placed placed = desk.call(subject);
        SealKey key = desk.bridgeJoins(subject, placed);
        CallDesk.status(placed, "in-progress", 2, Map.of()).statusCode(204);
        desk.talk(subject, placed, key, "No thanks, not interested.");
        await().atMost(WITHIN)
                .until(
                        () ->
                                desk.count(
                                                "select count(*) from attempt where id = $1 and media_ended_at is not null",
                                                placed.attempt())
                                        == 1);
        CallDesk.status(placed, "completed", 3, Map.of("CallDuration", "9")).statusCode(204);
        return placed;
    }

    private void awaitDone(Placed placed) {
        await().atMost(WITHIN)
                .until(
                        () ->
                                desk.count(
                                                "select count(*) from work where kind = 'extract' and state = 'DONE' and key = $1",
                                                placed.attempt().toString())
                                        == 1);
    }

    private WorkHandler extraction() {
        return handlers.stream()
                .filter(handler -> handler.kind().equals(EXTRACT))
                .findFirst()
                .orElseThrow();
    }

    private static WorkItem item(Placed placed) {
        return new WorkItem(
                Identifiers.next(), EXTRACT, placed.attempt().toString(), new JsonObject(), 1, 1);
    }
}
