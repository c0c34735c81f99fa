package io.leadflip.calls;

import static io.leadflip.calls.CallDesk.WITHIN;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.calls.Transfers.Live;
import io.leadflip.contracts.door.CallPermit.BusinessLine;
import io.leadflip.contracts.event.CallFact.CallConcluded;
import io.leadflip.contracts.event.ContactFact.ContactSuppressed;
import io.leadflip.contracts.event.Source;
import io.leadflip.platform.door.InternalDoor;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.leadflip.platform.testing.TestEvents;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A consumer asks for a person and is not put through: nobody may be dialled, or nobody any more.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "calls"))
@WithTestResource(OutsideWorld.class)
class NotPutThroughTest {
    @Inject TestEvents events;
    @Inject CallDesk desk;
    @Inject Transfers transfers;
    @Inject InternalDoor door;
    @Inject DoorTokensOfBridge tokens;

    @BeforeEach
    void bridgeIsThere() {
        desk.bridgeIsThere();
    }

    @Test
    void shouldHaveThemCallBackWhenTheBusinessIsClosed() {
        // Given
        BusinessLine open = Transfers.open();
        Live live = transfers.live(Transfers.line(open.phone(), open.contactKey(), List.of()));
        // When
        transfers.asksForAPerson(live, false);
        desk.atDoor(
                        "/internal/attempts/" + live.placed().attempt() + "/hang-ups",
                        "{\"reason\":\"AGENT_ENDED\"}")
                .statusCode(202);
        desk.talk(live.subject(), live.placed(), live.key(), "I want to talk to somebody.");
        // Then
        assertThat(Transfers.afterStream(live)).contains(Transfers.HANG_UP);
        Transfers.ends(live, 30);
        desk.awaitFact(CallConcluded.class, live.subject());
        assertThat(transfers.nextAction(live)).isEqualTo(Transfers.CALL_BACK);
        assertThat(transfers.reason(live)).isEqualTo("hours-unknown");
    }

    @Test
    void shouldHaveThemCallBackWhenNoPermitCanBeHad() {
        // Given
        Live live = transfers.live(Transfers.open());
        OutsideWorld.INTAKE.permit(live.subject().callId(), desk.subject().permit(live.line()));
        // Then: the permit is another call's
        transfers.asksForAPerson(live, false);
        assertThat(transfers.reason(live)).isEqualTo("permit-refuses");
    }

    @Test
    void shouldDialNobodyWhoClosedMeanwhile() {
        // Given
        Live live = transfers.live(Transfers.open());
        transfers.asksForAPerson(live, true);
        BusinessLine line = live.line();
        OutsideWorld.INTAKE.permit(
                live.subject().permit(Transfers.line(line.phone(), line.contactKey(), List.of())));
        // Then
        assertThat(Transfers.afterStream(live)).contains(Transfers.NOBODY).doesNotContain("<Dial");
        assertThat(Transfers.afterStream(live)).contains(Transfers.NOBODY);
        assertThat(Transfers.briefing(live)).contains(Transfers.HANG_UP);
        assertThat(Transfers.transferAction(live, "completed", Map.of()))
                .contains(Transfers.HANG_UP);
    }

    @Test
    void shouldDialNobodyWhileDiallingIsHalted() {
        // Given
        Live live = transfers.live(Transfers.open());
        transfers.asksForAPerson(live, true);
        String halt = halt(live.subject().businessId());
        // Then
        try {
            assertThat(Transfers.afterStream(live))
                    .contains(Transfers.NOBODY)
                    .doesNotContain("<Dial");
            assertThat(transfers.reason(live)).isEqualTo("halted");
        } finally {
            operate("/internal/halts/" + halt + "/lift", "");
        }
    }

    @Test
    void shouldDialNobodyOnceTheCallIsStopped() {
        // Given
        Live live = transfers.live(Transfers.open());
        transfers.asksForAPerson(live, true);
        // When
        events.tell(Source.LEAD_INTAKE, live.subject().stopRequested());
        await().atMost(WITHIN).until(() -> OutsideWorld.TWILIO.ended(live.placed().sid()));
        // Then
        assertThat(Transfers.afterStream(live)).contains(Transfers.HANG_UP);
        transfers.asksForAPerson(live, true);
        assertThat(Transfers.afterStream(live)).contains(Transfers.HANG_UP);
    }

    @Test
    void shouldDialNobodyForWhoeverOptedOut() {
        // Given
        Live live = transfers.live(Transfers.open());
        transfers.asksForAPerson(live, true);
        desk.atDoor("/internal/attempts/" + live.placed().attempt() + "/opt-outs", "{}")
                .statusCode(204);
        // Then
        assertThat(Transfers.afterStream(live)).contains(Transfers.HANG_UP);
    }

    @Test
    void shouldDialNobodyAfterTheBridgeTookLeave() {
        // Given
        Live live = transfers.live(Transfers.open());
        transfers.asksForAPerson(live, true);
        desk.atDoor(
                        "/internal/attempts/" + live.placed().attempt() + "/hang-ups",
                        "{\"reason\":\"TIME_LIMIT\"}")
                .statusCode(202);
        // Then
        assertThat(Transfers.afterStream(live)).contains(Transfers.HANG_UP);
    }

    @Test
    void shouldNotCallABusinessThatAskedNotToBeCalled() {
        // Given
        Live live = transfers.live(Transfers.open());
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
        transfers.asksForAPerson(live, false);
        assertThat(transfers.reason(live)).isEqualTo("suppressed");
    }

    @Test
    void shouldPutOneConsumerThroughToAPhoneAtATimeAndNotTooOften() {
        // Given
        BusinessLine line = Transfers.open();
        Live first = transfers.live(line);
        Live second = transfers.live(line);
        Live third = transfers.live(line);
        transfers.asksForAPerson(first, true);
        transfers.asksForAPerson(second, true);
        // When
        assertThat(Transfers.afterStream(first)).contains("<Dial");
        // Then
        assertThat(Transfers.afterStream(second)).contains(Transfers.NOBODY);
        assertThat(transfers.reason(second)).isEqualTo("busy");
        // When: the first one's end is known by the call's alone
        CallDesk.status(first.placed(), "completed", 2, Map.of("CallDuration", "50"))
                .statusCode(204);
        transfers.asksForAPerson(third, true);
        assertThat(Transfers.afterStream(third)).contains("<Dial");
        Transfers.transferAction(third, "no-answer", Map.of());
        // Then: that was the second call to that phone within the hour
        Live fourth = transfers.live(line);
        transfers.asksForAPerson(fourth, false);
        assertThat(transfers.reason(fourth)).isEqualTo("too-often");
    }

    @Test
    void shouldRingAPhoneOnceHoweverManyAreToBePutThroughAtOnce() {
        // Given
        BusinessLine line = Transfers.open();
        List<Live> waiting = Stream.generate(() -> transfers.live(line)).limit(6).toList();
        waiting.forEach(live -> transfers.asksForAPerson(live, true));
        // When
        List<String> documents =
                waiting.stream()
                        .map(
                                live ->
                                        CompletableFuture.supplyAsync(
                                                () -> Transfers.afterStream(live)))
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .toList();
        // Then
        assertThat(documents).filteredOn(document -> document.contains("<Dial")).hasSize(1);
        assertThat(documents)
                .filteredOn(document -> document.contains(Transfers.NOBODY))
                .hasSize(5);
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
