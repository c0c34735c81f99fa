package io.leadflip.calls;

import static io.leadflip.calls.CallDesk.WITHIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.calls.TwilioApi.Placed;
import io.leadflip.contracts.event.CallFact.CallCancelled;
import io.leadflip.contracts.event.CallFact.CallConcluded;
import io.leadflip.contracts.event.CallFact.CallScheduled;
import io.leadflip.contracts.event.Source;
import io.leadflip.contracts.value.CallOutcome;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.leadflip.platform.testing.TestEvents;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A call ends before its time: its people want it stopped, nobody dials it any more, or nobody
/// else ends it.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "calls"))
@WithTestResource(OutsideWorld.class)
class StopCallTest {
    @Inject TestEvents events;
    @Inject CallDesk desk;

    @BeforeEach
    void bridgeIsThere() {
        desk.bridgeIsThere();
    }

    @Test
    void shouldCancelAWaitingCallWhenStopped() {
        // Given
        Subject subject = desk.subject();
        desk.waits(subject);
        // When
        events.tell(Source.LEAD_INTAKE, subject.stopRequested());
        // Then
        assertThat(desk.awaitFact(CallCancelled.class, subject).reason()).isEqualTo("stopped");
        assertThat(desk.status(subject)).isEqualTo("CANCELLED");
    }

    @Test
    void shouldCancelAWaitingCallThatNobodyDialsAnyMore() {
        // Given
        Subject subject = desk.subject();
        desk.waits(subject);
        // When
        desk.update(
                "update work set due_at = now(), claims = 100 where kind = 'dial' and key like $1",
                subject.callId() + ":%");
        // Then
        assertThat(desk.awaitFact(CallCancelled.class, subject).reason()).isEqualTo("given-up");
        assertThat(desk.status(subject)).isEqualTo("CANCELLED");
        assertThat(OutsideWorld.TWILIO.requestsTo(subject.phone())).isZero();
    }

    @Test
    void shouldEndALiveCallWhenStopped() {
        // Given
        Subject subject = desk.subject();
        Placed placed = desk.call(subject);
        CallDesk.status(placed, "in-progress", 1, Map.of()).statusCode(204);
        // When
        events.tell(Source.LEAD_INTAKE, subject.stopRequested());
        // Then
        await().atMost(WITHIN).until(() -> OutsideWorld.TWILIO.ended(placed.sid()));
        assertThat(desk.document(subject, placed)).contains("<Response><Hangup/></Response>");
        CallDesk.status(placed, "completed", 2, Map.of("CallDuration", "5")).statusCode(204);
        assertThat(desk.awaitFact(CallConcluded.class, subject).outcome())
                .isEqualTo(CallOutcome.PLATFORM_ENDED);
    }

    @Test
    void shouldNotTryAgainWhenStoppedWhileAFaxIsHungUpOn() {
        // Given
        Subject subject = desk.subject();
        Placed placed = desk.call(subject);
        CallDesk.status(placed, "in-progress", 1, Map.of()).statusCode(204);
        CallDesk.detected(placed, "fax").statusCode(204);
        // When
        events.tell(Source.LEAD_INTAKE, subject.stopRequested());
        await().atMost(WITHIN)
                .until(
                        () ->
                                desk.count(
                                                "select count(*) from attempt where id = $1 and stop_reason = 'STOPPED'",
                                                placed.attempt())
                                        == 1);
        CallDesk.status(placed, "completed", 2, Map.of("CallDuration", "3")).statusCode(204);
        // Then
        assertThat(desk.awaitFact(CallCancelled.class, subject).reason()).isEqualTo("stopped");
        assertThat(desk.facts(CallScheduled.class, subject)).hasSize(1);
    }

    @Test
    void shouldEndACallThatNobodyElseEnds() {
        // Given: neither the provider nor the bridge kept to the limit of 240 s
        Subject subject = desk.subject();
        Placed placed = desk.call(subject);
        CallDesk.status(placed, "in-progress", 1, Map.of()).statusCode(204);
        OutsideWorld.TWILIO.status(placed.sid(), "in-progress");
        // When
        desk.update(
                "update attempt set answered_at = now() - interval '5 minutes' where provider_call_sid = $1",
                placed.sid());
        // Then
        await().atMost(WITHIN).until(() -> OutsideWorld.TWILIO.ended(placed.sid()));
    }
}
