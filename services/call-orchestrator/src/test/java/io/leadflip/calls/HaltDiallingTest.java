package io.leadflip.calls;

import static io.leadflip.calls.CallDesk.WITHIN;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leadflip.calls.TwilioApi.Placed;
import io.leadflip.contracts.event.CallFact.CallCancelled;
import io.leadflip.contracts.event.CallFact.CallConcluded;
import io.leadflip.contracts.event.CallFact.CallDialing;
import io.leadflip.contracts.event.Source;
import io.leadflip.contracts.value.CallOutcome;
import io.leadflip.platform.door.InternalDoor;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.leadflip.platform.testing.TestEvents;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An operator's kill switch: from the answer on nobody it covers is dialled, and on request who is
/// on the line is hung up on.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "calls"))
@WithTestResource(OutsideWorld.class)
class HaltDiallingTest {
    private static final String EVERYBODY =
            "{\"scope\":\"PLATFORM\",\"reason\":\"a test\",\"endLiveCalls\":false}";

    @Inject TestEvents events;
    @Inject CallDesk desk;
    @Inject InternalDoor door;
    @Inject DoorTokensOfBridge tokens;

    @BeforeEach
    void bridgeIsThere() {
        desk.bridgeIsThere();
    }

    @AfterEach
    void liftAll() {
        holding().forEach(this::lift);
    }

    @Test
    void shouldDialNobodyUntilTheHaltIsLifted() {
        // Given
        String halt = place(EVERYBODY);
        Subject subject = desk.subject();
        // When
        events.tell(Source.LEAD_INTAKE, subject.requested());
        // Then
        awaitHeld(subject);
        assertThat(OutsideWorld.TWILIO.requestsTo(subject.phone())).isZero();
        // When
        lift(halt);
        // Then
        desk.awaitFact(CallDialing.class, subject);
    }

    @Test
    void shouldHaltOneBusinessOnly() {
        // Given
        Subject halted = desk.subject();
        Subject other = desk.subject();
        place(order("BUSINESS", halted.businessId().toString(), false));
        // When
        events.tell(Source.LEAD_INTAKE, halted.requested());
        events.tell(Source.LEAD_INTAKE, other.requested());
        // Then
        desk.awaitFact(CallDialing.class, other);
        awaitHeld(halted);
        assertThat(OutsideWorld.TWILIO.requestsTo(halted.phone())).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"qualify_lead", "follow_up"})
    void shouldHaltOnePurposeOnly(String purpose) {
        // Given
        place(order("PURPOSE", purpose, false));
        Subject subject = desk.subject();
        // When
        events.tell(Source.LEAD_INTAKE, subject.requested());
        // Then
        if (purpose.equals("qualify_lead")) {
            awaitHeld(subject);
            assertThat(OutsideWorld.TWILIO.requestsTo(subject.phone())).isZero();
        } else {
            desk.awaitFact(CallDialing.class, subject);
        }
    }

    @Test
    void shouldBeginNoAttemptAfterTheAnswerHoweverManyAreAboutTo() {
        // Given: many calls that are being dialled right now
        List<Subject> subjects = Stream.generate(desk::subject).limit(40).toList();
        subjects.forEach(subject -> events.tell(Source.LEAD_INTAKE, subject.requested()));
        desk.awaitFact(CallDialing.class, subjects.getFirst());
        // When
        place(EVERYBODY);
        long begun = begun(subjects);
        // Then: whoever was not dialled before is held
        await().atMost(WITHIN)
                .until(() -> subjects.stream().allMatch(it -> held(it) || begun(List.of(it)) == 1));
        assertThat(begun(subjects)).isEqualTo(begun);
    }

    @Test
    void shouldEndLiveCallsWhenAskedTo() {
        // Given: one on the line, one ringing, one of another business
        Subject talking = desk.subject();
        Subject ringing = desk.sameBusiness(talking);
        Subject other = desk.subject();
        Stream.of(talking, ringing, other)
                .forEach(it -> events.tell(Source.LEAD_INTAKE, it.requested()));
        Placed line = desk.dialled(talking);
        Placed ring = desk.dialled(ringing);
        Placed others = desk.dialled(other);
        CallDesk.status(line, "in-progress", 1, Map.of()).statusCode(204);
        CallDesk.status(ring, "ringing", 1, Map.of()).statusCode(204);
        // When
        int ending =
                operate(
                                "/internal/halts",
                                order("BUSINESS", talking.businessId().toString(), true),
                                "boss")
                        .statusCode(200)
                        .extract()
                        .path("callsEnding");
        // Then
        assertThat(ending).isEqualTo(2);
        await().atMost(WITHIN)
                .until(
                        () ->
                                OutsideWorld.TWILIO.ended(line.sid())
                                        && OutsideWorld.TWILIO.ended(ring.sid()));
        assertThat(OutsideWorld.TWILIO.ended(others.sid())).isFalse();
        CallDesk.status(line, "completed", 2, Map.of("CallDuration", "7")).statusCode(204);
        CallDesk.status(ring, "canceled", 2, Map.of()).statusCode(204);
        assertThat(desk.awaitFact(CallConcluded.class, talking).outcome())
                .isEqualTo(CallOutcome.PLATFORM_ENDED);
        assertThat(desk.awaitFact(CallCancelled.class, ringing).reason())
                .isEqualTo("dialling-halted");
    }

    @Test
    void shouldKeepWhoPlacedAndWhoLifted() {
        // Given
        String halt = place(EVERYBODY);
        // When: asked for again, lifted, lifted again
        assertThat(place(EVERYBODY)).isEqualTo(halt);
        lift(halt);
        lift(halt);
        // Then
        assertThat(
                        desk.count(
                                "select count(*) from halt where id = $1 and placed_by = 'boss' and lifted_by = 'boss'",
                                UUID.fromString(halt)))
                .isEqualTo(1);
        assertThat(
                        desk.count(
                                "select count(*) from operator_action where who = 'boss' and scope ->> 'haltId' = $1",
                                halt))
                .isEqualTo(2);
        assertThatThrownBy(
                        () ->
                                desk.update(
                                        "update halt set lifted_at = null, lifted_by = null where id = $1",
                                        UUID.fromString(halt)))
                .hasMessageContaining("only ever lifted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"reason\":\"x\",\"endLiveCalls\":false}",
                "{\"scope\":\"PLATFORM\",\"endLiveCalls\":false}",
                "{\"scope\":\"PLATFORM\",\"subject\":\"x\",\"reason\":\"x\",\"endLiveCalls\":false}",
                "{\"scope\":\"BUSINESS\",\"subject\":\"x\",\"reason\":\"x\",\"endLiveCalls\":false}",
                "{\"scope\":\"BUSINESS\",\"reason\":\"x\",\"endLiveCalls\":false}",
                "{\"scope\":\"PURPOSE\",\"subject\":\"x\",\"reason\":\"x\",\"endLiveCalls\":false}"
            })
    void shouldRefuseAnOrderThatNamesNothing(String order) {
        operate("/internal/halts", order, "boss").statusCode(422);
    }

    @Test
    void shouldRefuseWhoIsNobody() {
        operate("/internal/halts", EVERYBODY, "").statusCode(400);
        operate("/internal/halts/" + UUID.randomUUID() + "/lift", "", "boss").statusCode(404);
        desk.atDoorAs("media-bridge", "/internal/halts", EVERYBODY).statusCode(403);
    }

    private String place(String order) {
        return operate("/internal/halts", order, "boss").statusCode(200).extract().path("halt.id");
    }

    private void lift(String halt) {
        operate("/internal/halts/" + halt + "/lift", "", "boss").statusCode(200);
    }

    private List<String> holding() {
        return desk.fromDoor("/internal/halts")
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("halts.findAll { it.liftedAt == null }.id");
    }

    private static String order(String scope, String subject, boolean endLiveCalls) {
        return "{\"scope\":\"%s\",\"subject\":\"%s\",\"reason\":\"a test\",\"endLiveCalls\":%b}"
                .formatted(scope, subject, endLiveCalls);
    }

    private ValidatableResponse operate(String path, String body, String operator) {
        return given().port(door.port())
                .header("Authorization", "Bearer " + tokens.token("lead-intake"))
                .header("X-Operator", operator)
                .contentType("application/json")
                .body(body)
                .post(path)
                .then();
    }

    private void awaitHeld(Subject subject) {
        await().atMost(WITHIN).until(() -> held(subject));
    }

    private boolean held(Subject subject) {
        return desk.count(
                        "select count(*) from work where kind = 'dial' and last_error = 'dialling is halted' and key like $1",
                        subject.callId() + ":%")
                == 1;
    }

    private long begun(List<Subject> subjects) {
        return desk.count(
                "select count(*) from attempt where call_id = any ($1)",
                subjects.stream().map(Subject::callId).toArray(UUID[]::new));
    }
}
