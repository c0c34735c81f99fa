package io.leadflip.calls;

import static io.leadflip.calls.CallDesk.WITHIN;
import static io.leadflip.calls.CallDesk.between;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import io.leadflip.calls.TwilioApi.Placed;
import io.leadflip.contracts.event.CallFact.CallConcluded;
import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import io.leadflip.contracts.event.MediaFact.MediaEnded;
import io.leadflip.contracts.event.MediaFact.ModelUsage;
import io.leadflip.contracts.event.Source;
import io.leadflip.contracts.value.CallOutcome;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.leadflip.platform.testing.TestEvents;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The media stream is over and somebody may be on the line: what Twilio is told to do then.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "calls"))
@WithTestResource(OutsideWorld.class)
class EndOfLineTest {
    private static final Map<String, String> CLOSED = Map.of("CallStatus", "in-progress");
    private static final Map<String, String> NEVER_CONNECTED =
            Map.of(
                    "CallStatus",
                    "in-progress",
                    "StreamEvent",
                    "stream-error",
                    "StreamError",
                    "31902 connection failed");
    private static final String HANG_UP = "<Response><Hangup/></Response>";

    @Inject TestEvents events;
    @Inject CallDesk desk;

    @BeforeEach
    void bridgeIsThere() {
        desk.bridgeIsThere();
    }

    @Test
    void shouldApologizeInTheNameOfTheBusinessWhenNoBridgeTookTheStream() {
        // Given
        Placed placed = answered(desk.subject());
        // When
        String document = afterStream(placed, NEVER_CONNECTED);
        // Then
        assertThat(document)
                .contains("<Say language=\"en-US\">")
                .contains("Good Plumbing")
                .contains("</Say><Hangup/>");
        // And: the same for who asks again
        assertThat(afterStream(placed, NEVER_CONNECTED)).isEqualTo(document);
    }

    @Test
    void shouldApologizeWhenTheBridgeDiedWithoutTakingLeave() {
        // Given
        Subject subject = desk.subject();
        Placed placed = onTheBridge(subject);
        // When
        assertThat(afterStream(placed, CLOSED)).contains("Good Plumbing");
        CallDesk.status(placed, "completed", 2, Map.of("CallDuration", "9")).statusCode(204);
        // Then: somebody was there, so it is no call that nobody answered
        assertThat(desk.awaitFact(CallConcluded.class, subject).outcome())
                .isEqualTo(CallOutcome.PLATFORM_ENDED);
    }

    @Test
    void shouldApologizeWhenTheLastFactSaysThatTheModelWasLost() {
        // Given
        Subject subject = desk.subject();
        Placed placed = onTheBridge(subject);
        told(subject, placed, MediaEndReason.MODEL_FAILED);
        // Then
        assertThat(afterStream(placed, CLOSED)).contains("Good Plumbing");
    }

    /// The bridge says it while it has a voice.
    @Test
    void shouldGiveTheBridgeAnApologyInTheNameOfTheBusiness() {
        // Given
        Subject subject = desk.subject();
        Placed placed = answered(subject);
        String token = between(desk.document(subject, placed), "name=\"token\" value=\"", "\"");
        // Then
        desk.redeem(token, placed.sid())
                .statusCode(200)
                .body("standby.apology", containsString("Good Plumbing"));
    }

    @Test
    void shouldHangUpWhenTheBridgeTookLeave() {
        // Given
        Placed placed = onTheBridge(desk.subject());
        desk.atDoor(
                        "/internal/attempts/" + placed.attempt() + "/hang-ups",
                        "{\"reason\":\"MODEL_FAILED\"}")
                .statusCode(202);
        // Then
        assertThat(afterStream(placed, NEVER_CONNECTED)).contains(HANG_UP);
    }

    @Test
    void shouldHangUpWhenTheLastFactSaysThatAllWasSaid() {
        // Given
        Subject subject = desk.subject();
        Placed placed = onTheBridge(subject);
        told(subject, placed, MediaEndReason.AGENT_ENDED);
        // Then
        assertThat(afterStream(placed, CLOSED)).contains(HANG_UP);
    }

    @Test
    void shouldKeepWhatWasDecidedWhenMoreIsHeardLater() {
        // Given
        Subject subject = desk.subject();
        Placed placed = onTheBridge(subject);
        String first = afterStream(placed, CLOSED);
        // When
        told(subject, placed, MediaEndReason.AGENT_ENDED);
        // Then
        assertThat(afterStream(placed, CLOSED)).isEqualTo(first).contains("Good Plumbing");
    }

    @Test
    void shouldSayNothingToWhoeverOptedOut() {
        // Given
        Placed placed = onTheBridge(desk.subject());
        desk.atDoor("/internal/attempts/" + placed.attempt() + "/opt-outs", "{}").statusCode(204);
        // Then
        assertThat(afterStream(placed, CLOSED)).contains(HANG_UP);
    }

    @Test
    void shouldSayNothingOnceTheCallIsStopped() {
        // Given
        Subject subject = desk.subject();
        Placed placed = onTheBridge(subject);
        assertThat(afterStream(placed, CLOSED)).contains("Good Plumbing");
        // When
        events.tell(Source.LEAD_INTAKE, subject.stopRequested());
        await().atMost(WITHIN).until(() -> OutsideWorld.TWILIO.ended(placed.sid()));
        // Then
        assertThat(afterStream(placed, CLOSED)).contains(HANG_UP);
    }

    @Test
    void shouldSayNothingWhenTheCallIsOver() {
        // Given
        Placed placed = onTheBridge(desk.subject());
        // Then: as Twilio says with the question, and as it said before
        assertThat(afterStream(placed, Map.of("CallStatus", "completed"))).contains(HANG_UP);
        CallDesk.status(placed, "completed", 2, Map.of("CallDuration", "9")).statusCode(204);
        assertThat(afterStream(placed, CLOSED)).contains(HANG_UP);
    }

    @Test
    void shouldApologizeWhenTheDocumentCouldNotBeHad() {
        // Given
        Placed placed = desk.dialled(asked(desk.subject()));
        // When
        String document =
                CallDesk.post(
                                "/api/twiml/fallback?attempt=" + placed.attempt(),
                                placed.sid(),
                                Map.of("ErrorCode", "11200"))
                        .statusCode(200)
                        .extract()
                        .asString();
        // Then
        assertThat(document).contains("Good Plumbing").contains("</Say><Hangup/>");
    }

    @Test
    void shouldAnswerNobodyElse() {
        // Given
        Placed placed = onTheBridge(desk.subject());
        String path = "/api/twiml/connect-action?attempt=" + placed.attempt();
        // Then
        given().contentType("application/x-www-form-urlencoded")
                .header("X-Twilio-Signature", "bm90IGl0")
                .body("CallSid=" + placed.sid())
                .post(path)
                .then()
                .statusCode(403);
        CallDesk.post(path, "CAother", CLOSED).statusCode(403);
    }

    private Subject asked(Subject subject) {
        events.tell(Source.LEAD_INTAKE, subject.requested());
        return subject;
    }

    private Placed answered(Subject subject) {
        Placed placed = desk.dialled(asked(subject));
        desk.document(subject, placed);
        CallDesk.status(placed, "in-progress", 1, Map.of()).statusCode(204);
        return placed;
    }

    private Placed onTheBridge(Subject subject) {
        Placed placed = answered(subject);
        String token = between(desk.document(subject, placed), "name=\"token\" value=\"", "\"");
        desk.redeem(token, placed.sid()).statusCode(200);
        return placed;
    }

    private void told(Subject subject, Placed placed, MediaEndReason reason) {
        events.tell(
                Source.MEDIA_BRIDGE,
                new MediaEnded(
                        subject.leadId(),
                        subject.callId(),
                        placed.attempt(),
                        2,
                        reason,
                        9_000,
                        new ModelUsage("gpt-realtime", 10, 40, 0, 5, 30),
                        Instant.now()));
        await().atMost(WITHIN)
                .until(
                        () ->
                                desk.count(
                                                "select count(*) from attempt where id = $1 and media_ended_at is not null",
                                                placed.attempt())
                                        == 1);
    }

    private static String afterStream(Placed placed, Map<String, String> more) {
        return CallDesk.post(
                        "/api/twiml/connect-action?attempt=" + placed.attempt(), placed.sid(), more)
                .statusCode(200)
                .extract()
                .asString();
    }
}
