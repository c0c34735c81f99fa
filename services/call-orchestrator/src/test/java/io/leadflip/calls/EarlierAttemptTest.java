package io.leadflip.calls;

import static io.leadflip.calls.CallDesk.WITHIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.calls.TwilioApi.Answer;
import io.leadflip.calls.TwilioApi.Placed;
import io.leadflip.contracts.event.CallFact.CallCancelled;
import io.leadflip.contracts.event.CallFact.CallConcluded;
import io.leadflip.contracts.event.CallFact.CallDenied;
import io.leadflip.contracts.event.CallFact.CallDialing;
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

/// A message was left, and the call is to be made again: whatever keeps it from that, the message
/// was left.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "calls"))
@WithTestResource(OutsideWorld.class)
class EarlierAttemptTest {
    @Inject TestEvents events;
    @Inject CallDesk desk;

    @BeforeEach
    void bridgeIsThere() {
        desk.bridgeIsThere();
    }

    @Test
    void shouldKeepItWhenTheNextAttemptIsDenied() {
        // Given
        Subject subject = leftAMessage();
        OutsideWorld.INTAKE.permit(subject.permit(subject.consent(), true));
        // When
        isDue(subject);
        // Then
        assertMessageLeft(subject);
        assertThat(desk.facts(CallDenied.class, subject)).isEmpty();
        assertThat(
                        desk.count(
                                "select count(*) from contact_decision where call_id = $1 and verdict = 'DENY'",
                                subject.callId()))
                .isEqualTo(1);
    }

    @Test
    void shouldKeepItWhenNobodyKnowsTheCallAnyMore() {
        // Given
        Subject subject = leftAMessage();
        OutsideWorld.INTAKE.forget(subject.callId());
        // When
        isDue(subject);
        // Then
        assertMessageLeft(subject);
    }

    @Test
    void shouldKeepItWhenTheCallIsStopped() {
        // Given
        Subject subject = leftAMessage();
        // When
        events.tell(Source.LEAD_INTAKE, subject.stopRequested());
        // Then
        assertMessageLeft(subject);
        assertThat(desk.text("select cancel_reason from call where id = $1", subject.callId()))
                .isEqualTo("stopped");
    }

    @Test
    void shouldKeepItWhenTheCallMayCostNoMore() {
        // Given
        Subject subject = leftAMessage();
        desk.update("update spend set settled_usd = 6 where call_id = $1", subject.callId());
        // When
        isDue(subject);
        // Then
        assertMessageLeft(subject);
        assertThat(desk.text("select cancel_reason from call where id = $1", subject.callId()))
                .isEqualTo("budget-exhausted");
    }

    @Test
    void shouldKeepItWhenNobodyDialsAnyMore() {
        // Given
        Subject subject = leftAMessage();
        // When
        desk.update(
                "update work set due_at = now(), claims = 100 where kind = 'dial' and key = $1",
                subject.callId() + ":2");
        // Then
        assertMessageLeft(subject);
    }

    @Test
    void shouldKeepItWhenTheNumberIsNoGoodAnyMore() {
        // Given
        Subject subject = leftAMessage();
        OutsideWorld.TWILIO.next(subject.phone(), Answer.BAD_NUMBER);
        // When
        isDue(subject);
        // Then
        assertMessageLeft(subject);
    }

    @Test
    void shouldKeepItWhenTheCallIsStoppedWhileItRingsAgain() {
        // Given
        Subject subject = leftAMessage();
        isDue(subject);
        await().atMost(WITHIN).until(() -> desk.facts(CallDialing.class, subject).size() == 2);
        Placed again = desk.dialled(subject);
        CallDesk.status(again, "ringing", 1, Map.of()).statusCode(204);
        // When
        events.tell(Source.LEAD_INTAKE, subject.stopRequested());
        await().atMost(WITHIN).until(() -> OutsideWorld.TWILIO.ended(again.sid()));
        CallDesk.status(again, "canceled", 2, Map.of()).statusCode(204);
        // Then
        assertMessageLeft(subject);
    }

    private Subject leftAMessage() {
        Subject subject = desk.subject();
        Placed placed = desk.call(subject);
        CallDesk.status(placed, "in-progress", 1, Map.of()).statusCode(204);
        CallDesk.detected(placed, "machine_end_beep").statusCode(204);
        CallDesk.status(placed, "completed", 2, Map.of("CallDuration", "19")).statusCode(204);
        await().atMost(WITHIN).until(() -> desk.status(subject).equals("SCHEDULED"));
        return subject;
    }

    private void isDue(Subject subject) {
        desk.update(
                "update work set due_at = now() where kind = 'dial' and key = $1",
                subject.callId() + ":2");
    }

    private void assertMessageLeft(Subject subject) {
        CallConcluded concluded = desk.awaitFact(CallConcluded.class, subject);
        assertThat(concluded.outcome()).isEqualTo(CallOutcome.VOICEMAIL);
        assertThat(concluded.attempts()).isPositive();
        assertThat(concluded.costUsd()).isPositive();
        assertThat(desk.facts(CallCancelled.class, subject)).isEmpty();
        assertThat(desk.status(subject)).isEqualTo("CONCLUDED");
    }
}
