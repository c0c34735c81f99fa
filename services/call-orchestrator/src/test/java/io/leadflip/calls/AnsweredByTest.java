package io.leadflip.calls;

import static io.leadflip.calls.CallDesk.WITHIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.leadflip.calls.TwilioApi.Placed;
import io.leadflip.contracts.event.CallFact.CallConcluded;
import io.leadflip.contracts.event.CallFact.CallDialing;
import io.leadflip.contracts.event.CallFact.CallEnded;
import io.leadflip.contracts.event.CallFact.CallScheduled;
import io.leadflip.contracts.value.CallOutcome;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A machine answered, as Twilio tells or the bridge heard: a fax is hung up on, a voicemail box
/// may be left a message, and the person is called again later.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "calls"))
@WithTestResource(OutsideWorld.class)
class AnsweredByTest {
    @Inject CallDesk desk;

    @BeforeEach
    void bridgeIsThere() {
        desk.bridgeIsThere();
    }

    @Test
    void shouldHangUpOnAFax() {
        // Given
        Subject subject = desk.subject();
        Placed placed = desk.call(subject);
        CallDesk.status(placed, "in-progress", 1, Map.of()).statusCode(204);
        // When
        CallDesk.detected(placed, "fax").statusCode(204);
        // Then
        await().atMost(WITHIN).until(() -> OutsideWorld.TWILIO.ended(placed.sid()));
        CallDesk.status(placed, "completed", 2, Map.of("CallDuration", "3")).statusCode(204);
        assertThat(desk.awaitFact(CallEnded.class, subject).result())
                .isEqualTo(CallOutcome.VOICEMAIL);
    }

    /// Thread: openclaw/openclaw#18437
    @Test
    void shouldLetTheBridgeLeaveAMessageAndTryAgainLater() {
        // Given
        Subject subject = desk.subject();
        Placed placed = desk.call(subject);
        assertThat(placed.form().get("MachineDetection")).isEqualTo("DetectMessageEnd");
        CallDesk.status(placed, "in-progress", 1, Map.of()).statusCode(204);
        String door = "/internal/attempts/" + placed.attempt();
        assertThat(answeredBy(placed)).isNull();
        // When
        CallDesk.detected(placed, "machine_end_beep").statusCode(204);
        // Then
        assertThat(answeredBy(placed)).isEqualTo("machine_end_beep");
        assertThat(OutsideWorld.TWILIO.ended(placed.sid())).isFalse();
        desk.atDoor(door + "/hang-ups", "{\"reason\":\"VOICEMAIL\"}").statusCode(202);
        CallDesk.status(placed, "completed", 2, Map.of("CallDuration", "19")).statusCode(204);
        assertThat(desk.awaitFact(CallEnded.class, subject).result())
                .isEqualTo(CallOutcome.VOICEMAIL);
        await().atMost(WITHIN).until(() -> desk.facts(CallScheduled.class, subject).size() == 2);
        assertThat(desk.facts(CallScheduled.class, subject).getLast().dueAt())
                .isAfter(Instant.now().plus(Duration.ofHours(3)));
    }

    /// The verdict comes by a callback of its own, which the end of the call may overtake.
    @Test
    void shouldTryAgainLaterWhenTheMachineIsKnownOnlyAfterTheEnd() {
        // Given
        Subject subject = desk.subject();
        Placed placed = desk.call(subject);
        desk.bridgeJoins(subject, placed);
        CallDesk.status(placed, "in-progress", 1, Map.of()).statusCode(204);
        CallDesk.status(placed, "completed", 2, Map.of("CallDuration", "19")).statusCode(204);
        // When
        CallDesk.detected(placed, "machine_end_beep").statusCode(204);
        // Then
        await().atMost(WITHIN).until(() -> desk.facts(CallScheduled.class, subject).size() == 2);
        assertThat(desk.facts(CallScheduled.class, subject).getLast().dueAt())
                .isAfter(Instant.now().plus(Duration.ofHours(3)));
        assertThat(desk.facts(CallConcluded.class, subject)).isEmpty();
        // And: what is read once more changes nothing of the attempt that follows
        desk.update(
                "update work set due_at = now() where kind = 'dial' and key = $1",
                subject.callId() + ":2");
        await().atMost(WITHIN).until(() -> desk.facts(CallDialing.class, subject).size() == 2);
        desk.update(
                "update work set state = 'OPEN', due_at = now(), leased_until = null, fence = fence + 1 where kind = 'extract' and key = $1",
                placed.attempt().toString());
        await().atMost(WITHIN)
                .until(
                        () ->
                                desk.count(
                                                "select count(*) from work where kind = 'extract' and state = 'DONE' and key = $1",
                                                placed.attempt().toString())
                                        == 1);
        assertThat(desk.status(subject)).isEqualTo("ATTEMPTING");
    }

    /// CMP-34: one message for a lead, whichever business it was left for.
    @Test
    void shouldLeaveOneMessageForALead() {
        // Given
        Subject subject = desk.subject();
        Placed first = desk.call(subject);
        CallDesk.status(first, "in-progress", 1, Map.of()).statusCode(204);
        CallDesk.detected(first, "machine_end_beep").statusCode(204);
        CallDesk.status(first, "completed", 2, Map.of("CallDuration", "19")).statusCode(204);
        desk.awaitFact(CallEnded.class, subject);
        // When
        Subject another = desk.anotherCall(subject);
        Placed second = desk.call(another);
        CallDesk.status(second, "in-progress", 1, Map.of()).statusCode(204);
        String token =
                CallDesk.between(desk.document(another, second), "name=\"token\" value=\"", "\"");
        // Then: the bridge has nothing to leave either, should it know the machine by its words
        desk.redeem(token, second.sid())
                .statusCode(200)
                .body("standby.voicemail", nullValue())
                .body("standby.apology", notNullValue());
        CallDesk.detected(second, "machine_end_beep").statusCode(204);
        await().atMost(WITHIN).until(() -> OutsideWorld.TWILIO.ended(second.sid()));
    }

    @Test
    void shouldTakeACallForVoicemailWhenTheBridgeKnewTheMachineByItsWords() {
        // Given
        Subject subject = desk.subject();
        Placed placed = desk.call(subject);
        CallDesk.status(placed, "in-progress", 1, Map.of()).statusCode(204);
        // When
        desk.atDoor(
                        "/internal/attempts/" + placed.attempt() + "/hang-ups",
                        "{\"reason\":\"VOICEMAIL\"}")
                .statusCode(202);
        CallDesk.detected(placed, "human").statusCode(204);
        CallDesk.status(placed, "completed", 2, Map.of("CallDuration", "19")).statusCode(204);
        // Then
        assertThat(desk.awaitFact(CallEnded.class, subject).result())
                .isEqualTo(CallOutcome.VOICEMAIL);
    }

    private String answeredBy(Placed placed) {
        return desk.fromDoorAs(
                        "media-bridge", "/internal/attempts/" + placed.attempt() + "/answered-by")
                .statusCode(200)
                .extract()
                .jsonPath()
                .getString("answeredBy");
    }
}
