package io.leadflip.calls;

import static io.leadflip.calls.CallDesk.WITHIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.calls.TwilioApi.Answer;
import io.leadflip.calls.TwilioApi.Placed;
import io.leadflip.contracts.event.CallFact.CallConcluded;
import io.leadflip.contracts.event.CallFact.CallDialing;
import io.leadflip.contracts.event.Source;
import io.leadflip.contracts.value.CallOutcome;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.leadflip.platform.testing.TestEvents;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What keeps a call from being dialled though everybody agrees to it: the pace, the bridges, the
/// money, a provider that takes none.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "calls"))
@WithTestResource(OutsideWorld.class)
@WithTestResource(
        value = DifferentSettings.class,
        initArgs = {
            @ResourceArg(name = "leadflip.dialing.calls-per-second", value = "1"),
            @ResourceArg(name = "leadflip.dialing.provider-away", value = "300ms")
        })
class DialingLimitsTest {
    /// What is left of a second when one request took its time and the next did not.
    private static final Duration ABOUT_A_SECOND = Duration.ofMillis(600);

    @Inject TestEvents events;
    @Inject CallDesk desk;

    @BeforeEach
    void bridgeIsThere() {
        desk.bridgeIsThere();
    }

    @Test
    void shouldDialOneCallASecond() {
        // Given: the first request of a process takes longer than others
        desk.call(desk.subject());
        List<Subject> subjects = Stream.generate(desk::subject).limit(3).toList();
        // When
        subjects.forEach(subject -> events.tell(Source.LEAD_INTAKE, subject.requested()));
        // Then
        subjects.forEach(subject -> desk.awaitFact(CallDialing.class, subject));
        List<Instant> requested =
                subjects.stream()
                        .flatMap(it -> OutsideWorld.TWILIO.requestedAt(it.phone()).stream())
                        .sorted()
                        .toList();
        assertThat(requested).hasSize(3);
        assertThat(Duration.between(requested.get(0), requested.get(1)))
                .isGreaterThan(ABOUT_A_SECOND);
        assertThat(Duration.between(requested.get(1), requested.get(2)))
                .isGreaterThan(ABOUT_A_SECOND);
    }

    @Test
    void shouldDialNoMoreThanTheBridgesHold() {
        // Given
        nobodyIsOnTheLine();
        desk.bridgeHolds(1);
        Subject one = desk.subject();
        Subject other = desk.subject();
        // When
        events.tell(Source.LEAD_INTAKE, one.requested());
        events.tell(Source.LEAD_INTAKE, other.requested());
        // Then
        await().atMost(WITHIN).until(() -> requested(one) || requested(other));
        Subject waiting = requested(one) ? other : one;
        await().atMost(WITHIN).until(() -> waits(waiting, "no free bridge slot"));
        Placed first = desk.dialled(waiting == one ? other : one);
        assertThat(requested(waiting)).isFalse();
        // When
        CallDesk.status(first, "busy", 1, Map.of()).statusCode(204);
        // Then
        desk.dialled(waiting);
    }

    @Test
    void shouldDialNobodyForABusinessWhoseDayIsPaidFor() {
        // Given
        Subject subject = desk.subject();
        desk.call(subject);
        Subject next = desk.sameBusiness(subject);
        desk.update(
                "update spend set settled_usd = 200000 where business_id = $1",
                subject.businessId());
        // When
        events.tell(Source.LEAD_INTAKE, next.requested());
        // Then
        await().atMost(WITHIN).until(() -> waits(next, "budget exhausted"));
        assertThat(OutsideWorld.TWILIO.requestsTo(next.phone())).isZero();
        // When
        desk.update(
                "update spend set settled_usd = 0 where business_id = $1", subject.businessId());
        desk.update(
                "update work set due_at = now() where kind = 'dial' and key = $1",
                next.callId() + ":1");
        // Then
        desk.dialled(next);
    }

    @Test
    void shouldGiveUpACallThatTheProviderDoesNotTakeForTooLong() {
        // Given
        Subject subject = desk.subject();
        OutsideWorld.TWILIO.next(subject.phone(), Answer.TOO_MANY_REQUESTS, 100);
        // When
        events.tell(Source.LEAD_INTAKE, subject.requested());
        // Then
        assertThat(desk.awaitFact(CallConcluded.class, subject).outcome())
                .isEqualTo(CallOutcome.FAILED);
        assertThat(OutsideWorld.TWILIO.requestsTo(subject.phone())).isGreaterThan(1);
    }

    private void nobodyIsOnTheLine() {
        desk.update(
                "update attempt set state = 'ENDED', ended_at = now() where state = any ($1)",
                new String[] {"DISPATCHING", "DIALING", "RINGING", "IN_PROGRESS"});
    }

    private static boolean requested(Subject subject) {
        return OutsideWorld.TWILIO.requestsTo(subject.phone()) > 0;
    }

    private boolean waits(Subject subject, String reason) {
        return desk.text(
                        "select coalesce(max(last_error), '') from work where kind = 'dial' and key = $1",
                        subject.callId() + ":1")
                .equals(reason);
    }
}
