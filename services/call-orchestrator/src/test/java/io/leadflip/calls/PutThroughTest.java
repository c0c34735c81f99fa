package io.leadflip.calls;

import static io.leadflip.calls.CallDesk.WITHIN;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.leadflip.calls.TwilioApi.Placed;
import io.leadflip.calls.transcript.SealKey;
import io.leadflip.contracts.door.CallPermit.BusinessLine;
import io.leadflip.contracts.event.CallFact.CallConcluded;
import io.leadflip.contracts.event.ContactFact.ContactSuppressed;
import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import io.leadflip.contracts.event.Source;
import io.leadflip.contracts.value.CallOutcome;
import io.leadflip.contracts.value.OpeningHours;
import io.leadflip.platform.door.InternalDoor;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.leadflip.platform.testing.TestEvents;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A consumer asks for a person: the business comes on the line when it is open, and calls back
/// otherwise.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "calls"))
@WithTestResource(OutsideWorld.class)
class PutThroughTest {
    private static final AtomicInteger NUMBERS = new AtomicInteger(2000);
    private static final List<OpeningHours> ALWAYS =
            Stream.of(DayOfWeek.values())
                    .map(day -> new OpeningHours(day, LocalTime.MIDNIGHT, LocalTime.MIDNIGHT))
                    .toList();
    private static final Map<String, String> LIVE = Map.of("CallStatus", "in-progress");
    private static final String HANG_UP = "<Response><Hangup/></Response>";
    private static final String NOBODY = "nobody at Good Plumbing can take your call";
    private static final String CALL_BACK = "Call the consumer back: they asked for a person.";

    @Inject TestEvents events;
    @Inject CallDesk desk;
    @Inject InternalDoor door;
    @Inject DoorTokensOfBridge tokens;

    @BeforeEach
    void bridgeIsThere() {
        desk.bridgeIsThere();
    }

    @Test
    void shouldPutThroughToABusinessThatIsOpen() {
        // Given
        Live live = live(open());
        // When: asked for twice, which is once
        asksForAPerson(live, true);
        asksForAPerson(live, true);
        desk.talk(
                live.subject(),
                live.placed(),
                live.key(),
                "I want to talk to somebody.",
                MediaEndReason.HANDED_OVER);
        String document = afterStream(live);
        // Then: the business is dialled from our number, within what is left of the call
        assertThat(document)
                .contains("putting you through to Good Plumbing")
                .contains("callerId=\"+13175550100\" timeout=\"20\"")
                .contains(">" + live.line().phone() + "</Number>");
        assertThat(Integer.parseInt(CallDesk.between(document, "timeLimit=\"", "\"")))
                .isBetween(1, 220);
        assertThat(afterStream(live)).contains(">" + live.line().phone() + "</Number>");
        // When: it answers, hears why, and they talk
        assertThat(briefing(live)).contains("LeadFlip", "plumbing", "connected");
        leg(live, "in-progress", Map.of()).statusCode(204);
        assertThat(transferAction(live, "completed", Map.of("DialCallDuration", "70")))
                .contains(HANG_UP);
        assertThat(transferAction(live, "completed", Map.of("DialCallDuration", "70")))
                .contains(HANG_UP);
        assertThat(afterStream(live)).contains(HANG_UP);
        ends(live, 110);
        // Then
        CallConcluded concluded = desk.awaitFact(CallConcluded.class, live.subject());
        assertThat(concluded.outcome()).isEqualTo(CallOutcome.TRANSFERRED);
        // And: two begun minutes on the first leg, two on the second, and the model's tokens
        assertThat(concluded.costUsd()).isGreaterThan(new BigDecimal("0.0715"));
        assertThat(nextAction(live)).isNotEqualTo(CALL_BACK);
    }

    @Test
    void shouldKeepWithEachOfItsDecisionsWhichVersionOfTheRulesDecided() {
        // Given: agreed to, dialled, and refused
        Live agreed = live(open());
        Live dialled = live(open());
        BusinessLine open = open();
        Live refused = live(line(open.phone(), open.contactKey(), List.of()));
        // When
        asksForAPerson(agreed, true);
        asksForAPerson(dialled, true);
        afterStream(dialled);
        asksForAPerson(refused, false);
        // Then
        assertThat(List.of(agreed, dialled, refused))
                .extracting(this::decidedBy)
                .containsExactly(
                        "AGREED sandbox 2026-11-22",
                        "DIALLING sandbox 2026-11-22",
                        "REFUSED sandbox 2026-11-22");
    }

    private String decidedBy(Live live) {
        return desk.text(
                "select state || ' ' || pack from transfer where attempt_id = $1",
                live.placed().attempt());
    }

    @Test
    void shouldKeepNoPhoneOfABusiness() {
        // Given
        Live live = live(open());
        asksForAPerson(live, true);
        afterStream(live);
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

    @Test
    void shouldHaveThemCallBackWhenTheBusinessIsClosed() {
        // Given
        BusinessLine open = open();
        Live live = live(line(open.phone(), open.contactKey(), List.of()));
        // When
        asksForAPerson(live, false);
        desk.atDoor(
                        "/internal/attempts/" + live.placed().attempt() + "/hang-ups",
                        "{\"reason\":\"AGENT_ENDED\"}")
                .statusCode(202);
        desk.talk(live.subject(), live.placed(), live.key(), "I want to talk to somebody.");
        // Then
        assertThat(afterStream(live)).contains(HANG_UP);
        ends(live, 30);
        desk.awaitFact(CallConcluded.class, live.subject());
        assertThat(nextAction(live)).isEqualTo(CALL_BACK);
        assertThat(reason(live)).isEqualTo("hours-unknown");
    }

    @Test
    void shouldHaveThemCallBackWhenNoPermitCanBeHad() {
        // Given
        Live live = live(open());
        OutsideWorld.INTAKE.permit(live.subject().callId(), desk.subject().permit(live.line()));
        // Then: the permit is another call's
        asksForAPerson(live, false);
        assertThat(reason(live)).isEqualTo("permit-refuses");
    }

    @ParameterizedTest
    @CsvSource({"busy, ", "no-answer, ", "failed, ", "canceled, ", "completed, false"})
    void shouldApologizeAndHaveThemCallBackWhenNobodyComes(String status, String bridged) {
        // Given
        Live live = dialling();
        Map<String, String> more = bridged == null ? Map.of() : Map.of("DialBridged", bridged);
        // When
        String document = transferAction(live, status, more);
        // Then
        assertThat(document).contains(NOBODY).endsWith("</Say><Hangup/></Response>");
        assertThat(transferAction(live, status, more)).isEqualTo(document);
        assertThat(afterStream(live)).isEqualTo(document);
        // When
        desk.talk(live.subject(), live.placed(), live.key(), "Yes, somebody please.");
        ends(live, 60);
        // Then
        assertThat(desk.awaitFact(CallConcluded.class, live.subject()).outcome())
                .isNotEqualTo(CallOutcome.TRANSFERRED);
        assertThat(nextAction(live)).isEqualTo(CALL_BACK);
    }

    @Test
    void shouldDialNobodyWhoClosedMeanwhile() {
        // Given
        Live live = live(open());
        asksForAPerson(live, true);
        BusinessLine line = live.line();
        OutsideWorld.INTAKE.permit(
                live.subject().permit(line(line.phone(), line.contactKey(), List.of())));
        // Then
        assertThat(afterStream(live)).contains(NOBODY).doesNotContain("<Dial");
        assertThat(afterStream(live)).contains(NOBODY);
        assertThat(briefing(live)).contains(HANG_UP);
        assertThat(transferAction(live, "completed", Map.of())).contains(HANG_UP);
    }

    @Test
    void shouldDialNobodyWhileDiallingIsHalted() {
        // Given
        Live live = live(open());
        asksForAPerson(live, true);
        String halt = halt(live.subject().businessId());
        // Then
        try {
            assertThat(afterStream(live)).contains(NOBODY).doesNotContain("<Dial");
            assertThat(reason(live)).isEqualTo("halted");
        } finally {
            operate("/internal/halts/" + halt + "/lift", "");
        }
    }

    @Test
    void shouldDialNobodyOnceTheCallIsStopped() {
        // Given
        Live live = live(open());
        asksForAPerson(live, true);
        // When
        events.tell(Source.LEAD_INTAKE, live.subject().stopRequested());
        await().atMost(WITHIN).until(() -> OutsideWorld.TWILIO.ended(live.placed().sid()));
        // Then
        assertThat(afterStream(live)).contains(HANG_UP);
        asksForAPerson(live, true);
        assertThat(afterStream(live)).contains(HANG_UP);
    }

    @Test
    void shouldDialNobodyForWhoeverOptedOut() {
        // Given
        Live live = live(open());
        asksForAPerson(live, true);
        desk.atDoor("/internal/attempts/" + live.placed().attempt() + "/opt-outs", "{}")
                .statusCode(204);
        // Then
        assertThat(afterStream(live)).contains(HANG_UP);
    }

    @Test
    void shouldDialNobodyAfterTheBridgeTookLeave() {
        // Given
        Live live = live(open());
        asksForAPerson(live, true);
        desk.atDoor(
                        "/internal/attempts/" + live.placed().attempt() + "/hang-ups",
                        "{\"reason\":\"TIME_LIMIT\"}")
                .statusCode(202);
        // Then
        assertThat(afterStream(live)).contains(HANG_UP);
    }

    @Test
    void shouldNotCallABusinessThatAskedNotToBeCalled() {
        // Given
        Live live = live(open());
        events.tell(
                Source.LEAD_INTAKE,
                new ContactSuppressed(
                        live.line().contactKey(), Set.of(), "sms-stop", Instant.now()));
        await().atMost(WITHIN)
                .until(
                        () ->
                                desk.count(
                                                "select count(*) from suppression where contact_key = $1",
                                                live.line().contactKey())
                                        == 1);
        // Then
        asksForAPerson(live, false);
        assertThat(reason(live)).isEqualTo("suppressed");
    }

    @Test
    void shouldEndTheTransferWhenItsConsumerOptsOutElsewhere() {
        // Given
        Live live = dialling();
        leg(live, "in-progress", Map.of()).statusCode(204);
        // When
        events.tell(
                Source.LEAD_INTAKE,
                new ContactSuppressed(
                        live.subject().contactKey(), Set.of(), "sms-stop", Instant.now()));
        // Then
        await().atMost(WITHIN).until(() -> OutsideWorld.TWILIO.ended(live.placed().sid()));
        assertThat(transferAction(live, "completed", Map.of())).contains(HANG_UP);
    }

    @Test
    void shouldKeepNoBusinessOnThePhoneForACallThatIsStopped() {
        // Given
        Live live = dialling();
        // When
        events.tell(Source.LEAD_INTAKE, live.subject().stopRequested());
        await().atMost(WITHIN).until(() -> OutsideWorld.TWILIO.ended(live.placed().sid()));
        // Then
        assertThat(briefing(live)).contains(HANG_UP);
        assertThat(transferAction(live, "no-answer", Map.of())).contains(HANG_UP);
    }

    @Test
    void shouldPutOneConsumerThroughToAPhoneAtATimeAndNotTooOften() {
        // Given
        BusinessLine line = open();
        Live first = live(line);
        Live second = live(line);
        Live third = live(line);
        asksForAPerson(first, true);
        asksForAPerson(second, true);
        // When
        assertThat(afterStream(first)).contains("<Dial");
        // Then
        assertThat(afterStream(second)).contains(NOBODY);
        assertThat(reason(second)).isEqualTo("busy");
        // When: the first one's end is known by the call's alone
        CallDesk.status(first.placed(), "completed", 2, Map.of("CallDuration", "50"))
                .statusCode(204);
        asksForAPerson(third, true);
        assertThat(afterStream(third)).contains("<Dial");
        transferAction(third, "no-answer", Map.of());
        // Then: that was the second call to that phone within the hour
        Live fourth = live(line);
        asksForAPerson(fourth, false);
        assertThat(reason(fourth)).isEqualTo("too-often");
    }

    @Test
    void shouldRingAPhoneOnceHoweverManyAreToBePutThroughAtOnce() {
        // Given
        BusinessLine line = open();
        List<Live> waiting = Stream.generate(() -> live(line)).limit(6).toList();
        waiting.forEach(live -> asksForAPerson(live, true));
        // When
        List<String> documents =
                waiting.stream()
                        .map(live -> CompletableFuture.supplyAsync(() -> afterStream(live)))
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .toList();
        // Then
        assertThat(documents).filteredOn(document -> document.contains("<Dial")).hasSize(1);
        assertThat(documents).filteredOn(document -> document.contains(NOBODY)).hasSize(5);
    }

    /// The consumer hangs up first, and nobody asks what to do then.
    @Test
    void shouldTellATransferThatNobodyAskedTheEndOf() {
        // Given
        Live live = dialling();
        desk.talk(live.subject(), live.placed(), live.key(), "Somebody, please.");
        // When: reports come late and in any order
        leg(live, "completed", Map.of("CallDuration", "33")).statusCode(204);
        leg(live, "in-progress", Map.of()).statusCode(204);
        ends(live, 70);
        // Then
        assertThat(desk.awaitFact(CallConcluded.class, live.subject()).outcome())
                .isEqualTo(CallOutcome.TRANSFERRED);
    }

    @Test
    void shouldTakeAMediaSessionThatBrokeAfterThePromiseForOne() {
        // Given: the bridge dies with the promise given
        Live live = live(open());
        asksForAPerson(live, true);
        // Then
        assertThat(afterStream(live)).contains("<Dial");
    }

    @Test
    void shouldAnswerNobodyElse() {
        // Given
        Live live = dialling();
        String query = "?attempt=" + live.placed().attempt();
        // Then
        for (String path :
                List.of(
                        "/api/twiml/transfer-briefing",
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
        leg(live, "nonsense", Map.of()).statusCode(400);
        desk.atDoor("/internal/attempts/" + UUID.randomUUID() + "/human-requests", "{}")
                .statusCode(404);
    }

    /// A consumer on the bridge.
    private record Live(Subject subject, Placed placed, SealKey key, BusinessLine line) {}

    private Live live(BusinessLine line) {
        Subject subject = desk.subject();
        OutsideWorld.INTAKE.permit(subject.permit(line));
        Placed placed = desk.call(subject);
        CallDesk.status(placed, "in-progress", 1, Map.of()).statusCode(204);
        return new Live(subject, placed, desk.bridgeJoins(subject, placed), line);
    }

    /// A consumer who waits for the business to answer.
    private Live dialling() {
        Live live = live(open());
        asksForAPerson(live, true);
        assertThat(afterStream(live)).contains("<Dial");
        return live;
    }

    private static BusinessLine open() {
        String phone = "+1317557%04d".formatted(NUMBERS.incrementAndGet());
        return line(phone, "key-of-" + phone.substring(2).hashCode(), ALWAYS);
    }

    private static BusinessLine line(String phone, String key, List<OpeningHours> hours) {
        return new BusinessLine(phone, key, "America/Indiana/Indianapolis", hours, null, false);
    }

    private void asksForAPerson(Live live, boolean transfer) {
        desk.atDoor("/internal/attempts/" + live.placed().attempt() + "/human-requests", "{}")
                .statusCode(200)
                .body("transfer", equalTo(transfer));
    }

    private static String afterStream(Live live) {
        return asked("/api/twiml/connect-action", live, LIVE);
    }

    private static String transferAction(Live live, String status, Map<String, String> more) {
        Map<String, String> fields = new HashMap<>(more);
        fields.putAll(LIVE);
        fields.put("DialCallStatus", status);
        return asked("/api/twiml/transfer-action", live, fields);
    }

    private static String asked(String path, Live live, Map<String, String> fields) {
        return CallDesk.post(
                        path + "?attempt=" + live.placed().attempt(), live.placed().sid(), fields)
                .statusCode(200)
                .extract()
                .asString();
    }

    private static String briefing(Live live) {
        return CallDesk.post(
                        "/api/twiml/transfer-briefing?attempt=" + live.placed().attempt(),
                        "CAleg",
                        Map.of("ParentCallSid", live.placed().sid()))
                .statusCode(200)
                .extract()
                .asString();
    }

    private static ValidatableResponse leg(Live live, String status, Map<String, String> more) {
        Map<String, String> fields = new HashMap<>(more);
        fields.put("ParentCallSid", live.placed().sid());
        fields.put("CallStatus", status);
        return CallDesk.post(
                "/api/webhooks/twilio/transfer?attempt=" + live.placed().attempt(),
                "CAleg",
                fields);
    }

    private static void ends(Live live, int seconds) {
        CallDesk.status(
                        live.placed(),
                        "completed",
                        2,
                        Map.of("CallDuration", Integer.toString(seconds)))
                .statusCode(204);
    }

    private String nextAction(Live live) {
        return desk.fromDoor("/internal/calls/" + live.subject().callId())
                .extract()
                .jsonPath()
                .getString("nextAction");
    }

    private String reason(Live live) {
        return desk.text(
                "select reason from transfer where attempt_id = $1", live.placed().attempt());
    }

    private String halt(UUID businessId) {
        return operate(
                        "/internal/halts",
                        "{\"scope\":\"BUSINESS\",\"subject\":\"%s\",\"reason\":\"a test\",\"endLiveCalls\":false}"
                                .formatted(businessId))
                .extract()
                .path("halt.id");
    }

    private ValidatableResponse operate(String path, String body) {
        return given().port(door.port())
                .header("Authorization", "Bearer " + tokens.token("lead-intake"))
                .header("X-Operator", "boss")
                .contentType("application/json")
                .body(body)
                .post(path)
                .then()
                .statusCode(200);
    }
}
