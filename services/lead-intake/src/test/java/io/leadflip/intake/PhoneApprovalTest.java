package io.leadflip.intake;

import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.leadflip.contracts.event.Source;
import io.leadflip.intake.Desk.Business;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A number to dial never comes from a client alone: a business's phone is looked at by an operator
/// before consumers are put through to it.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "intake"))
@WithTestResource(OutsideWorld.class)
class PhoneApprovalTest {
    private static final String PHONE = "+13175570100";

    @Inject Desk desk;
    @Inject DoorCaller door;

    @Test
    void shouldTellThePermitWhetherThePhoneWasApproved() {
        // Given
        Business business = desk.business();
        String callId = callOf(business);
        permit(callId).body("line.phoneApprovedAt", nullValue());
        // When
        approve(business.id(), PHONE).statusCode(200).body("approvedAt", notNullValue());
        // Then
        permit(callId).body("line.phoneApprovedAt", notNullValue());
        shown(business).body("phoneApprovedAt", notNullValue());
        // When
        operator().delete(path(business.id())).then().statusCode(204);
        // Then
        permit(callId).body("line.phoneApprovedAt", nullValue());
        shown(business).body("phoneApprovedAt", nullValue());
    }

    @Test
    void shouldEndWithTheNumber() {
        // Given
        Business business = desk.business();
        approve(business.id(), PHONE).statusCode(200);
        // When: something else changes
        change(business, Map.of("monthlyCap", 7)).body("phoneApprovedAt", notNullValue());
        // Then
        shown(business).body("phoneApprovedAt", notNullValue());
        // When
        change(business, Map.of("phone", "+13175570199")).body("phoneApprovedAt", nullValue());
        // Then: nor does it come back with the old number
        change(business, Map.of("phone", PHONE)).body("phoneApprovedAt", nullValue());
        shown(business).body("phoneApprovedAt", nullValue());
    }

    @Test
    void shouldNotApproveANumberThatTheBusinessDoesNotHave() {
        // Given
        Business business = desk.business();
        // Then
        approve(business.id(), "+13175570199").statusCode(409).body("code", notNullValue());
        shown(business).body("phoneApprovedAt", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"911", "not a number", ""})
    void shouldRefuseWhatIsNoNumber(String phone) {
        approve(desk.business().id(), phone).statusCode(422);
    }

    @Test
    void shouldRefuseAnApprovalThatNamesNoNumber() {
        operator()
                .body("{}")
                .put(path(desk.business().id()))
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/phone"));
    }

    @Test
    void shouldSayThatThereIsNoSuchBusiness() {
        approve(Identifiers.next(), PHONE).statusCode(404);
        operator().delete(path(Identifiers.next())).then().statusCode(404);
    }

    @Test
    void shouldLetNobodyApproveTheirOwn() {
        // Given
        Business business = desk.business();
        // Then
        business.by().body(Map.of("phone", PHONE)).put(path(business.id())).then().statusCode(403);
        business.by().delete(path(business.id())).then().statusCode(403);
        Desk.json().body(Map.of("phone", PHONE)).put(path(business.id())).then().statusCode(401);
        shown(business).body("phoneApprovedAt", nullValue());
    }

    private static String path(UUID businessId) {
        return "/v1/admin/businesses/" + businessId + "/phone-approval";
    }

    private static RequestSpecification operator() {
        return Desk.json().auth().oauth2(OutsideWorld.token("operator", "admin"));
    }

    private static ValidatableResponse approve(UUID businessId, String phone) {
        return operator().body(Map.of("phone", phone)).put(path(businessId)).then();
    }

    private static ValidatableResponse change(Business business, Map<String, Object> change) {
        return business.by()
                .body(change)
                .patch("/v1/businesses/" + business.id())
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse shown(Business business) {
        return business.by().get("/v1/businesses/" + business.id()).then().statusCode(200);
    }

    private String callOf(Business business) {
        return desk.call(business, desk.ready(desk.classified(), business), "k")
                .then()
                .extract()
                .path("callId");
    }

    private ValidatableResponse permit(String callId) {
        return door.permit(Source.CALL_ORCHESTRATOR, Map.of("for", "call", "callId", callId))
                .then()
                .statusCode(200);
    }
}
