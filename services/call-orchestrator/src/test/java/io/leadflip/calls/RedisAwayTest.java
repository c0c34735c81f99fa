package io.leadflip.calls;

import static io.leadflip.calls.CallDesk.WITHIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.contracts.event.CallFact.CallDialing;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Redis says how fast calls may follow each other. While it is away nobody is dialled; when it is
/// back everybody who was due is, once.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "calls"))
@WithTestResource(OutsideWorld.class)
@WithTestResource(CutRedis.class)
class RedisAwayTest {
    private static final int CALLS = 5;

    @Inject CallDesk desk;

    @BeforeEach
    void bridgeIsThere() {
        desk.bridgeIsThere();
    }

    @AfterEach
    void mend() {
        CutRedis.mend();
    }

    @Test
    void shouldDialNobodyWhileRedisIsAwayAndEverybodyOnceWhenItIsBack() {
        // Given
        List<Subject> subjects = Stream.generate(desk::subject).limit(CALLS).toList();
        subjects.forEach(desk::waits);
        // When: all are due, and each was tried again and again
        CutRedis.cut();
        subjects.forEach(this::isDue);
        await().atMost(WITHIN).until(() -> subjects.stream().allMatch(call -> tries(call) >= 3));
        // Then
        assertThat(subjects)
                .allSatisfy(
                        call -> {
                            assertThat(OutsideWorld.TWILIO.requestsTo(call.phone())).isZero();
                            assertThat(desk.status(call)).isEqualTo("SCHEDULED");
                            assertThat(attempts(call)).isZero();
                        });
        // When
        CutRedis.mend();
        // Then
        subjects.forEach(call -> desk.awaitFact(CallDialing.class, call));
        assertThat(subjects)
                .allSatisfy(
                        call -> {
                            assertThat(OutsideWorld.TWILIO.requestsTo(call.phone())).isEqualTo(1);
                            assertThat(attempts(call)).isEqualTo(1);
                        });
    }

    private void isDue(Subject subject) {
        desk.update(
                "update work set due_at = now() where kind = 'dial' and key like $1 || ':%'",
                subject.callId().toString());
    }

    /// Each try of a piece of work has a fence of its own.
    private int tries(Subject subject) {
        return desk.count(
                "select fence::int from work where kind = 'dial' and key like $1 || ':%'",
                subject.callId().toString());
    }

    private int attempts(Subject subject) {
        return desk.count("select count(*) from attempt where call_id = $1", subject.callId());
    }
}
