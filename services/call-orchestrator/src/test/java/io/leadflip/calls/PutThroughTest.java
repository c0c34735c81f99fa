package io.leadflip.calls;

import static io.leadflip.calls.CallDesk.WITHIN;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.calls.Transfers.Live;
import io.leadflip.contracts.door.CallPermit.BusinessLine;
import io.leadflip.contracts.event.CallFact.CallConcluded;
import io.leadflip.contracts.event.ContactFact.ContactSuppressed;
import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import io.leadflip.contracts.event.Source;
import io.leadflip.contracts.value.CallOutcome;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.leadflip.platform.testing.TestEvents;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A consumer asks for a person, and the business comes on the line; or nobody does, and it calls
/// back.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "calls"))
@WithTestResource(OutsideWorld.class)
class PutThroughTest {
    @Inject TestEvents events;
    @Inject CallDesk desk;
    @Inject Transfers transfers;

    @BeforeEach
    void bridgeIsThere() {
        desk.bridgeIsThere();
    }

    @Test
    void shouldPutThroughToABusinessThatIsOpen() {
        // Given
        Live live = transfers.live(Transfers.open());
        // When: asked for twice, which is once
        transfers.asksForAPerson(live, true);
        transfers.asksForAPerson(live, true);
        desk.talk(
                live.subject(),
                live.placed(),
                live.key(),
                "I want to talk to somebody.",
                MediaEndReason.HANDED_OVER);
        String document = Transfers.afterStream(live);
        // Then: the business is dialled from our number, within what is left of the call
        assertThat(document)
                .contains("putting you through to Good Plumbing")
                .contains("callerId=\"+13175550100\" timeout=\"20\"")
                .contains(">" + live.line().phone() + "</Number>");
        assertThat(Integer.parseInt(CallDesk.between(document, "timeLimit=\"", "\"")))
                .isBetween(1, 220);
        assertThat(Transfers.afterStream(live)).contains(">" + live.line().phone() + "</Number>");
        // When: it answers, hears why, and they talk
        assertThat(Transfers.briefing(live)).contains("LeadFlip", "plumbing", "press 1", "<Gather");
        assertThat(Transfers.presses(live, "1")).endsWith("<Response></Response>");
        Transfers.leg(live, "in-progress", Map.of()).statusCode(204);
        assertThat(Transfers.transferAction(live, "completed", Map.of("DialCallDuration", "70")))
                .contains(Transfers.HANG_UP);
        assertThat(Transfers.transferAction(live, "completed", Map.of("DialCallDuration", "70")))
                .contains(Transfers.HANG_UP);
        assertThat(Transfers.afterStream(live)).contains(Transfers.HANG_UP);
        Transfers.ends(live, 110);
        // Then
        CallConcluded concluded = desk.awaitFact(CallConcluded.class, live.subject());
        assertThat(concluded.outcome()).isEqualTo(CallOutcome.TRANSFERRED);
        // And: two begun minutes on the first leg, two on the second, and the model's tokens
        assertThat(concluded.costUsd()).isGreaterThan(new BigDecimal("0.0715"));
        assertThat(transfers.nextAction(live)).isNotEqualTo(Transfers.CALL_BACK);
    }

    @Test
    void shouldKeepWithEachOfItsDecisionsWhichVersionOfTheRulesDecided() {
        // Given: agreed to, dialled, and refused
        Live agreed = transfers.live(Transfers.open());
        Live dialled = transfers.live(Transfers.open());
        BusinessLine open = Transfers.open();
        Live refused = transfers.live(Transfers.line(open.phone(), open.contactKey(), List.of()));
        // When
        transfers.asksForAPerson(agreed, true);
        transfers.asksForAPerson(dialled, true);
        Transfers.afterStream(dialled);
        transfers.asksForAPerson(refused, false);
        // Then
        assertThat(List.of(agreed, dialled, refused))
                .extracting(this::decidedBy)
                .containsExactly(
                        "AGREED sandbox 2026-11-28",
                        "DIALLING sandbox 2026-11-28",
                        "REFUSED sandbox 2026-11-28");
    }

    private String decidedBy(Live live) {
        return desk.text(
                "select state || ' ' || pack from transfer where attempt_id = $1",
                live.placed().attempt());
    }

    @Test
    void shouldKeepNoPhoneOfABusiness() {
        // Given
        Live live = transfers.live(Transfers.open());
        transfers.asksForAPerson(live, true);
        Transfers.afterStream(live);
        // Then
        assertThat(
                        desk.count(
                                "select count(*) from transfer t where t.state = 'DIALLING' and t::text not like '%' || $1 || '%'",
                                live.line().phone().substring(2)))
                .isPositive();
        assertThat(
                        desk.count(
                                "select count(*) from transfer t where t::text like '%' || $1 || '%'",
                                live.line().phone().substring(2)))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "busy, ",
        "no-answer, ",
        "failed, ",
        "canceled, ",
        "completed, false",
        // A machine answers, and what it records ends the leg.
        "completed, true",
        "completed, "
    })
    void shouldApologizeAndHaveThemCallBackWhenNobodyComes(String status, String bridged) {
        // Given
        Live live = transfers.dialling();
        Map<String, String> more = bridged == null ? Map.of() : Map.of("DialBridged", bridged);
        // When
        String document = Transfers.transferAction(live, status, more);
        // Then
        assertThat(document).contains(Transfers.NOBODY).endsWith("</Say><Hangup/></Response>");
        assertThat(Transfers.transferAction(live, status, more)).isEqualTo(document);
        assertThat(Transfers.afterStream(live)).isEqualTo(document);
        // When
        desk.talk(live.subject(), live.placed(), live.key(), "Yes, somebody please.");
        Transfers.ends(live, 60);
        // Then
        assertThat(desk.awaitFact(CallConcluded.class, live.subject()).outcome())
                .isNotEqualTo(CallOutcome.TRANSFERRED);
        assertThat(transfers.nextAction(live)).isEqualTo(Transfers.CALL_BACK);
    }

    @Test
    void shouldEndTheTransferWhenItsConsumerOptsOutElsewhere() {
        // Given
        Live live = transfers.dialling();
        Transfers.leg(live, "in-progress", Map.of()).statusCode(204);
        // When
        events.tell(
                Source.LEAD_INTAKE,
                new ContactSuppressed(
                        live.subject().contactKey(), Set.of(), "sms-stop", Instant.now()));
        // Then
        await().atMost(WITHIN).until(() -> OutsideWorld.TWILIO.ended(live.placed().sid()));
        assertThat(Transfers.transferAction(live, "completed", Map.of()))
                .contains(Transfers.HANG_UP);
    }

    @Test
    void shouldKeepNoBusinessOnThePhoneForACallThatIsStopped() {
        // Given
        Live live = transfers.dialling();
        // When
        events.tell(Source.LEAD_INTAKE, live.subject().stopRequested());
        await().atMost(WITHIN).until(() -> OutsideWorld.TWILIO.ended(live.placed().sid()));
        // Then
        assertThat(Transfers.briefing(live)).contains(Transfers.HANG_UP);
        assertThat(Transfers.transferAction(live, "no-answer", Map.of()))
                .contains(Transfers.HANG_UP);
    }

    @Test
    void shouldHangUpOnABusinessThatDoesNotTakeTheCall() {
        // Given
        Live live = transfers.dialling();
        assertThat(Transfers.briefing(live)).contains("</Gather><Hangup/>");
        // Then
        assertThat(Transfers.presses(live, "2")).contains(Transfers.HANG_UP);
        assertThat(Transfers.transferAction(live, "completed", Map.of()))
                .contains(Transfers.NOBODY);
        assertThat(Transfers.presses(live, "1")).contains(Transfers.HANG_UP);
    }

    /// The consumer hangs up first, and nobody asks what to do then.
    @Test
    void shouldTellATransferThatNobodyAskedTheEndOf() {
        // Given
        Live live = transfers.dialling();
        desk.talk(live.subject(), live.placed(), live.key(), "Somebody, please.");
        Transfers.presses(live, "1");
        // When: reports come late and in any order
        Transfers.leg(live, "completed", Map.of("CallDuration", "33")).statusCode(204);
        Transfers.leg(live, "in-progress", Map.of()).statusCode(204);
        Transfers.ends(live, 70);
        // Then
        assertThat(desk.awaitFact(CallConcluded.class, live.subject()).outcome())
                .isEqualTo(CallOutcome.TRANSFERRED);
    }

    @Test
    void shouldTakeAMediaSessionThatBrokeAfterThePromiseForOne() {
        // Given: the bridge dies with the promise given
        Live live = transfers.live(Transfers.open());
        transfers.asksForAPerson(live, true);
        // Then
        assertThat(Transfers.afterStream(live)).contains("<Dial");
    }

    @Test
    void shouldAnswerNobodyElse() {
        // Given
        Live live = transfers.dialling();
        String query = "?attempt=" + live.placed().attempt();
        // Then
        for (String path :
                List.of(
                        "/api/twiml/transfer-briefing",
                        "/api/twiml/transfer-taking",
                        "/api/twiml/transfer-action",
                        "/api/webhooks/twilio/transfer")) {
            given().contentType("application/x-www-form-urlencoded")
                    .header("X-Twilio-Signature", "bm90IGl0")
                    .body("CallSid=" + live.placed().sid())
                    .post(path + query)
                    .then()
                    .statusCode(403);
            CallDesk.post(path + query, "CAother", Map.of("ParentCallSid", "CAother"))
                    .statusCode(403);
        }
        // And: what cannot be understood
        CallDesk.post(
                        "/api/twiml/transfer-action" + query,
                        live.placed().sid(),
                        Map.of("DialCallStatus", "nonsense"))
                .statusCode(400);
        Transfers.leg(live, "nonsense", Map.of()).statusCode(400);
        desk.atDoor("/internal/attempts/" + UUID.randomUUID() + "/human-requests", "{}")
                .statusCode(404);
    }
}
