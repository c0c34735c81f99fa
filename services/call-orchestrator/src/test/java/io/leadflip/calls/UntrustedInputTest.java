package io.leadflip.calls;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.leadflip.calls.TwilioApi.Placed;
import io.leadflip.contracts.event.CallFact.CallEnded;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What Twilio did not say and what nobody can read is refused.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "calls"))
@WithTestResource(OutsideWorld.class)
class UntrustedInputTest {
    @Inject CallDesk desk;

    @BeforeEach
    void bridgeIsThere() {
        desk.bridgeIsThere();
    }

    /// Thread: yap#1589
    @Test
    void shouldRefuseForgedAndForeignWebhooks() {
        // Given
        Subject subject = desk.subject();
        Placed placed = desk.call(subject);
        String path = "/api/webhooks/twilio/status?attempt=" + placed.attempt();
        // Then: no signature, a wrong one, another call, an attempt that does not exist, another
        // call's document
        given().contentType("application/x-www-form-urlencoded")
                .body("CallSid=" + placed.sid())
                .post(path)
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
        given().contentType("application/x-www-form-urlencoded")
                .header("X-Twilio-Signature", "bm90IGl0")
                .body("CallSid=" + placed.sid())
                .post(path)
                .then()
                .statusCode(403);
        CallDesk.post(path, "CAother", Map.of("CallStatus", "completed")).statusCode(403);
        CallDesk.post(
                        "/api/webhooks/twilio/status?attempt=" + UUID.randomUUID(),
                        placed.sid(),
                        Map.of("CallStatus", "completed"))
                .statusCode(403);
        CallDesk.post(
                        "/api/webhooks/twilio/status?attempt=nonsense",
                        placed.sid(),
                        Map.of("CallStatus", "completed"))
                .statusCode(403);
        CallDesk.post(
                        "/api/twiml/call/" + UUID.randomUUID() + "?attempt=" + placed.attempt(),
                        placed.sid(),
                        Map.of())
                .statusCode(403);
        given().body("x").post("/api/twiml/call/nonsense").then().statusCode(403);
        CallDesk.post(path, placed.sid(), Map.of("CallStatus", "nonsense")).statusCode(400);
        given().get("/q/metrics").then().body(containsString("leadflip_webhooks_refused_total"));
        assertThat(desk.facts(CallEnded.class, subject)).isEmpty();
    }

    @Test
    void shouldAnswerBadInputWithProblems() {
        desk.atDoor("/internal/streams/redemptions", "{\"token\":\"x\"}").statusCode(403);
        desk.atDoor("/internal/streams/redemptions", "not json").statusCode(400);
        desk.atDoor("/internal/attempts/" + UUID.randomUUID() + "/opt-outs", "{}").statusCode(404);
        desk.atDoor(
                        "/internal/attempts/" + UUID.randomUUID() + "/appointments",
                        "{\"start\":\"tomorrow\"}")
                .statusCode(422);
        desk.atDoor(
                        "/internal/attempts/" + UUID.randomUUID() + "/appointments",
                        "{\"start\":\"+999999999-01-01T10:00\"}")
                .statusCode(422);
        desk.fromDoor("/internal/calls/" + UUID.randomUUID()).statusCode(404);
        given().get("/internal/calls/" + UUID.randomUUID()).then().statusCode(404);
    }
}
