package io.leadflip.calls;

import static io.leadflip.calls.CallDesk.WITHIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.calls.TwilioApi.Placed;
import io.leadflip.calls.transcript.SealKey;
import io.leadflip.contracts.event.CallFact.CallConcluded;
import io.leadflip.contracts.event.CallFact.CallDialing;
import io.leadflip.contracts.event.CallFact.CallEnded;
import io.leadflip.contracts.event.CallFact.CallScheduled;
import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.Source;
import io.leadflip.contracts.value.CallOutcome;
import io.leadflip.contracts.value.Speaker;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.leadflip.platform.testing.TestEvents;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A call from its request to its conclusion.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "calls"))
@WithTestResource(OutsideWorld.class)
class LifeOfACallTest {
    @Inject TestEvents events;
    @Inject CallDesk desk;

    @BeforeEach
    void bridgeIsThere() {
        desk.bridgeIsThere();
    }

    /// Thread: vellum-ai/vellum-assistant#6044 Thread: rapidpro/mailroom#476
    @Test
    void shouldCarryACallFromItsRequestToItsConclusion() {
        // Given
        Subject subject = desk.subject();
        // When
        Placed placed = desk.call(subject);
        // Then: Twilio was asked once, with everything it needs
        assertThat(placed.form().getAll("StatusCallbackEvent"))
                .containsExactly("initiated", "ringing", "answered", "completed");
        assertThat(placed.form().get("Timeout")).isEqualTo("30");
        assertThat(placed.form().get("TimeLimit")).isEqualTo("240");
        assertThat(placed.form().get("AsyncAmd")).isEqualTo("true");
        // When: it rings, is answered, and Twilio asks for instructions, twice
        CallDesk.status(placed, "ringing", 1, Map.of()).statusCode(204);
        String document = desk.document(subject, placed);
        assertThat(desk.document(subject, placed)).isEqualTo(document);
        CallDesk.status(placed, "in-progress", 2, Map.of()).statusCode(204);
        String token = CallDesk.between(document, "name=\"token\" value=\"", "\"");
        assertThat(document)
                .contains("<Stream url=\"wss://media.leadflip.test/media\"")
                .endsWith("<Hangup/></Response>");
        // When: the bridge redeems the token; a second time is refused
        JsonPath brief = desk.redeem(token, placed.sid()).statusCode(200).extract().jsonPath();
        desk.redeem(token, placed.sid()).statusCode(409);
        desk.redeem(token, "CAother").statusCode(403);
        assertThat(brief.getString("instructions"))
                .contains("\nBusiness: Good Plumbing\n", "\nConsumer need: a leak\n");
        assertThat(brief.getString("opening"))
                .contains("Good Plumbing", "LeadFlip", "AI assistant", "press 9");
        // When: they talk, an appointment is noted, the call ends
        String start = LocalDateTime.now().plusDays(3).truncatedTo(ChronoUnit.MINUTES).toString();
        desk.atDoor(
                        "/internal/attempts/" + placed.attempt() + "/appointments",
                        "{\"start\":\"" + start + "\",\"note\":\"leak\"}")
                .statusCode(204);
        SealKey key = SealKey.of(brief.getString("sealKey"));
        desk.talk(subject, placed, key, "Yes, that works for me.");
        CallDesk.status(placed, "completed", 3, Map.of("CallDuration", "42")).statusCode(204);
        // Then
        CallConcluded concluded = desk.awaitFact(CallConcluded.class, subject);
        assertThat(concluded.outcome()).isEqualTo(CallOutcome.GOAL_ACHIEVED);
        assertThat(concluded.appointmentAt()).isNotNull();
        assertThat(concluded.transcriptComplete()).isTrue();
        assertThat(concluded.costUsd()).isPositive();
        assertThat(concluded.attempts()).isEqualTo(1);
        assertThat(desk.facts(CallDialing.class, subject)).hasSize(1);
        assertThat(desk.facts(CallEnded.class, subject)).hasSize(1);
        JsonPath read =
                desk.fromDoor("/internal/calls/" + subject.callId())
                        .statusCode(200)
                        .extract()
                        .jsonPath();
        assertThat(read.getString("status")).isEqualTo("CONCLUDED");
        assertThat(read.getString("summary")).isNotBlank();
        assertThat(read.getString("decisions[0].verdict")).isEqualTo("ALLOW");
        assertThat(read.getList("decisions[0].notes", String.class))
                .anyMatch(note -> note.contains("sandbox"));
        assertThat(
                        desk.fromDoor("/internal/calls/" + subject.callId() + "/transcript")
                                .extract()
                                .jsonPath()
                                .getList("turns.text"))
                .containsExactly("Is tomorrow fine?", "Yes, that works for me.");
    }

    @Test
    void shouldAbsorbEveryRepetition() {
        // Given
        Subject subject = desk.subject();
        Event request = events.tell(Source.LEAD_INTAKE, subject.requested());
        // When: the request comes again, as the same event and as another
        events.deliver(request);
        events.tell(Source.LEAD_INTAKE, subject.requested());
        Placed placed = desk.dialled(subject);
        // And: callbacks come twice, late and out of order
        CallDesk.status(placed, "in-progress", 2, Map.of()).statusCode(204);
        CallDesk.status(placed, "ringing", 1, Map.of()).statusCode(204);
        CallDesk.status(placed, "in-progress", 2, Map.of()).statusCode(204);
        CallDesk.status(placed, "busy", 3, Map.of()).statusCode(204);
        CallDesk.status(placed, "busy", 3, Map.of()).statusCode(204);
        CallDesk.status(placed, "completed", 4, Map.of("CallDuration", "9")).statusCode(204);
        // Then
        await().atMost(WITHIN).until(() -> !desk.facts(CallEnded.class, subject).isEmpty());
        assertThat(desk.facts(CallEnded.class, subject))
                .singleElement()
                .extracting(CallEnded::result)
                .isEqualTo(CallOutcome.BUSY);
        assertThat(OutsideWorld.TWILIO.requestsTo(subject.phone())).isEqualTo(1);
        assertThat(desk.facts(CallScheduled.class, subject))
                .extracting(CallScheduled::attempt)
                .containsExactly(1, 2);
    }

    @Test
    void shouldNotDialAgainWhenTheLineBreaksAfterTheAnswer() {
        // Given
        Subject subject = desk.subject();
        Placed placed = desk.call(subject);
        CallDesk.status(placed, "in-progress", 1, Map.of()).statusCode(204);
        // When
        CallDesk.status(placed, "failed", 2, Map.of("CallDuration", "4")).statusCode(204);
        // Then
        assertThat(desk.awaitFact(CallConcluded.class, subject).outcome())
                .isEqualTo(CallOutcome.PLATFORM_ENDED);
        assertThat(desk.facts(CallScheduled.class, subject)).hasSize(1);
    }

    @Test
    void shouldAskTwilioWhenCallbacksStayAway() {
        // Given
        Subject subject = desk.subject();
        Placed placed = desk.call(subject);
        // When
        OutsideWorld.TWILIO.status(placed.sid(), "no-answer");
        // Then
        assertThat(desk.awaitFact(CallEnded.class, subject).result())
                .isEqualTo(CallOutcome.NO_ANSWER);
    }

    /// The bridge keeps its facts while Redis is away: no words are not silence yet.
    @Test
    void shouldNotTakeACallForUnansweredWhoseFactsHaveNotCome() {
        // Given
        Subject subject = desk.subject();
        Placed placed = desk.call(subject);
        desk.bridgeJoins(subject, placed);
        CallDesk.status(placed, "in-progress", 1, Map.of()).statusCode(204);
        // When
        CallDesk.status(placed, "completed", 2, Map.of("CallDuration", "40")).statusCode(204);
        // Then
        assertThat(desk.awaitFact(CallConcluded.class, subject).outcome())
                .isEqualTo(CallOutcome.PLATFORM_ENDED);
    }

    @Test
    void shouldConcludeWithAPartialTranscriptWhenTheBridgeDies() {
        // Given
        Subject subject = desk.subject();
        Placed placed = desk.call(subject);
        SealKey key = desk.bridgeJoins(subject, placed);
        CallDesk.status(placed, "in-progress", 1, Map.of()).statusCode(204);
        events.tell(
                Source.MEDIA_BRIDGE,
                CallDesk.turn(
                        subject,
                        placed,
                        2,
                        Speaker.CALLER,
                        key.seal("No thanks, not interested.")));
        // And: a turn that nobody can open
        events.tell(
                Source.MEDIA_BRIDGE,
                CallDesk.turn(subject, placed, 3, Speaker.AGENT, SealKey.random().seal("lost")));
        // When
        CallDesk.status(placed, "completed", 2, Map.of("CallDuration", "8")).statusCode(204);
        // Then
        CallConcluded concluded = desk.awaitFact(CallConcluded.class, subject);
        assertThat(concluded.transcriptComplete()).isFalse();
        assertThat(concluded.outcome()).isEqualTo(CallOutcome.DECLINED);
        // And: what was reserved counts until the bridge has told what its model cost
        assertThat(spendOf(placed, "settled_usd is null and metered_usd > 0")).isEqualTo(1);
        desk.talk(subject, placed, key, "Hello?");
        await().atMost(WITHIN).until(() -> spendOf(placed, "settled_usd > metered_usd") == 1);
    }

    private int spendOf(Placed placed, String state) {
        return desk.count(
                "select count(*) from spend where attempt_id = $1 and " + state, placed.attempt());
    }

    @Test
    void shouldTellTheBusinessThatAPersonWasAskedFor() {
        // Given
        Subject subject = desk.subject();
        Placed placed = desk.call(subject);
        SealKey key = desk.bridgeJoins(subject, placed);
        CallDesk.status(placed, "in-progress", 1, Map.of()).statusCode(204);
        // When: twice, which is once
        String door = "/internal/attempts/" + placed.attempt() + "/human-requests";
        desk.atDoor(door, "{}").statusCode(200);
        desk.atDoor(door, "{}").statusCode(200);
        desk.talk(subject, placed, key, "I want to talk to somebody.");
        CallDesk.status(placed, "completed", 2, Map.of("CallDuration", "20")).statusCode(204);
        // Then
        desk.awaitFact(CallConcluded.class, subject);
        assertThat(
                        desk.fromDoor("/internal/calls/" + subject.callId())
                                .extract()
                                .jsonPath()
                                .getString("nextAction"))
                .isEqualTo("Call the consumer back: they asked for a person.");
    }

    @Test
    void shouldHaveNoAdviceWithoutAnAdvisor() {
        // Given
        Subject subject = desk.subject();
        Placed placed = desk.call(subject);
        String door = "/internal/attempts/" + placed.attempt() + "/advice";
        // Then
        desk.atDoor(door, "{\"question\":\"Do you repair heat pumps?\"}").statusCode(204);
        desk.atDoor(door, "{\"question\":\" \"}").statusCode(422);
    }
}
