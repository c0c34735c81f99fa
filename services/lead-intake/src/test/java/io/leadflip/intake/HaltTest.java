package io.leadflip.intake;

import static io.leadflip.intake.Desk.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Kill switches by REST: checked here, carried out by the service that dials.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "intake"))
@WithTestResource(OutsideWorld.class)
class HaltTest {
    private static final String DOOR = "/internal/halts";
    private static final String HALT =
            "{\"id\":\"00000000-0000-7000-8000-000000000009\",\"scope\":\"PLATFORM\",\"reason\":\"an incident\",\"placedBy\":\"boss\",\"placedAt\":\"2026-11-27T12:00:00Z\"}";

    @Test
    void shouldPassAnOrderOnWithWhoGaveIt() {
        // Given
        OutsideWorld.answer(DOOR, "{\"halt\":%s,\"callsEnding\":3}".formatted(HALT));
        // When
        var answer =
                admin().body(
                                "{\"scope\":\"PLATFORM\",\"reason\":\" an incident \",\"endLiveCalls\":true}")
                        .post("/v1/admin/halts")
                        .then();
        // Then
        answer.statusCode(200)
                .body("callsEnding", equalTo(3))
                .body("halt.placedBy", equalTo("boss"));
        assertThat(OutsideWorld.asked(DOOR))
                .contains("\"reason\":\"an incident\"", "\"endLiveCalls\":true")
                .endsWith(" by boss");
    }

    @Test
    void shouldShowAndLift() {
        // Given
        var id = Identifiers.next();
        OutsideWorld.answer(DOOR, "{\"halts\":[%s]}".formatted(HALT));
        OutsideWorld.answer(DOOR + "/" + id + "/lift", HALT);
        // When
        var all = admin().get("/v1/admin/halts").then();
        var lifted = admin().post("/v1/admin/halts/" + id + "/lift").then();
        var unknown = admin().post("/v1/admin/halts/" + Identifiers.next() + "/lift").then();
        // Then
        all.statusCode(200).body("halts[0].reason", equalTo("an incident"));
        lifted.statusCode(200);
        assertThat(OutsideWorld.asked(DOOR + "/" + id + "/lift")).endsWith(" by boss");
        unknown.statusCode(404);
    }

    @Test
    void shouldSayThatNothingIsKnownWhenTheDialerDoesNotAnswer() {
        // Given
        OutsideWorld.fail(DOOR);
        // When
        var answer =
                admin().body("{\"scope\":\"PLATFORM\",\"reason\":\"an incident\"}")
                        .post("/v1/admin/halts")
                        .then();
        // Then
        answer.statusCode(503).header("Retry-After", "1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"reason\":\"an incident\"}",
                "{\"scope\":\"PLATFORM\"}",
                "{\"scope\":\"PLATFORM\",\"subject\":\"x\",\"reason\":\"an incident\"}",
                "{\"scope\":\"BUSINESS\",\"subject\":\"x\",\"reason\":\"an incident\"}",
                "{\"scope\":\"BUSINESS\",\"reason\":\"an incident\"}",
                "{\"scope\":\"PURPOSE\",\"subject\":\"QUALIFY\",\"reason\":\"an incident\"}",
                "{\"scope\":\"PURPOSE\",\"subject\":\"qualify_lead\",\"reason\":\"a\\nb\\nc\"}"
            })
    void shouldRefuseAnOrderThatIsNotClear(String order) {
        admin().body(order).post("/v1/admin/halts").then().statusCode(422);
    }

    @Test
    void shouldListenToAdminsOnly() {
        // Given
        var business =
                json().header("Authorization", "Bearer " + OutsideWorld.token("firm", "business"));
        // Then
        business.get("/v1/admin/halts").then().statusCode(403);
        json().get("/v1/admin/halts").then().statusCode(401);
    }

    private static RequestSpecification admin() {
        return json().header("Authorization", "Bearer " + OutsideWorld.token("boss", "admin"));
    }
}
