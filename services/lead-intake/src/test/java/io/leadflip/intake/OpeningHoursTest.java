package io.leadflip.intake;

import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.leadflip.contracts.event.Source;
import io.leadflip.intake.Desk.Business;
import io.leadflip.intake.Desk.Lead;
import io.leadflip.intake.contact.ContactKeys;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// When a business takes calls that are put through to it: said by its owner, told to whoever puts
/// through, and to nobody else.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "intake"))
@WithTestResource(OutsideWorld.class)
class OpeningHoursTest {
    private static final String PHONE = "+13175570100";
    private static final Map<String, Object> WEEKDAY =
            Map.of(
                    "openingHours",
                    List.of(Map.of("day", "MONDAY", "from", "08:00", "until", "18:00")));

    @Inject Desk desk;
    @Inject ContactKeys keys;
    @Inject DoorCaller door;
    @Inject Transactions transactions;
    @Inject Sql sql;

    @Test
    void shouldKeepWhatTheOwnerSays() {
        // Given
        Business business = desk.business();
        // When
        change(business, WEEKDAY).statusCode(200).body("openingHours[0].day", equalTo("MONDAY"));
        change(business, Map.of("monthlyCap", 7)).statusCode(200);
        // Then
        shown(business).body("openingHours", hasSize(1)).body("monthlyCap", equalTo(7));
        // When: no such calls any more
        change(business, Map.of("openingHours", List.of())).statusCode(200);
        // Then
        shown(business).body("openingHours", empty());
    }

    @Test
    void shouldTellTheCallersPermitWhereAndWhenTheBusinessTakesCalls() {
        // Given
        Business business = desk.business();
        change(business, WEEKDAY).statusCode(200);
        Lead lead = desk.classified();
        // Then
        permit(lead, business)
                .body("line.phone", equalTo(PHONE))
                .body("line.contactKey", equalTo(keys.of(PHONE)))
                .body("line.timeZone", equalTo("America/Indiana/Indianapolis"))
                .body("line.hours", hasSize(1))
                .body("line.suppressed", equalTo(false))
                .body("line.pausedUntil", nullValue());
    }

    @Test
    void shouldTellThatNoHoursAreKnown() {
        permit(desk.classified(), desk.business()).body("line.hours", empty());
    }

    @Test
    void shouldTellThatTheBusinessAskedNotToBeCalled() {
        // Given
        Business business = desk.business();
        change(business, Map.of("phone", "+13175570199")).statusCode(200);
        suppress("+13175570199");
        // Then
        permit(desk.classified(), business).body("line.suppressed", equalTo(true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"day\":\"MONDAY\",\"from\":\"08:00\"}]",
                "[{\"from\":\"08:00\",\"until\":\"18:00\"}]",
                "[null]"
            })
    void shouldRefuseHoursThatSayNothing(String hours) {
        // Given
        Business business = desk.business();
        // Then
        business.by()
                .body("{\"openingHours\":" + hours + "}")
                .patch("/v1/businesses/" + business.id())
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/openingHours"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"day\":\"Moonday\",\"from\":\"08:00\",\"until\":\"18:00\"}]",
                "[{\"day\":\"MONDAY\",\"from\":\"8 o'clock\",\"until\":\"18:00\"}]",
                "\"always\""
            })
    void shouldRefuseHoursThatCannotBeRead(String hours) {
        // Given
        Business business = desk.business();
        // Then
        business.by()
                .body("{\"openingHours\":" + hours + "}")
                .patch("/v1/businesses/" + business.id())
                .then()
                .statusCode(400);
    }

    private static ValidatableResponse change(Business business, Map<String, Object> change) {
        return business.by().body(change).patch("/v1/businesses/" + business.id()).then();
    }

    private static ValidatableResponse shown(Business business) {
        return business.by().get("/v1/businesses/" + business.id()).then().statusCode(200);
    }

    private ValidatableResponse permit(Lead lead, Business business) {
        String callId =
                desk.call(business, desk.ready(lead, business), "k")
                        .then()
                        .extract()
                        .path("callId");
        return door.permit(Source.CALL_ORCHESTRATOR, Map.of("for", "call", "callId", callId))
                .then()
                .statusCode(200);
    }

    private void suppress(String phone) {
        transactions
                .run(
                        () ->
                                sql.update(
                                        "insert into suppression (id, contact_key, reason, suppressed_at) values ($1, $2, 'sms-stop', now())",
                                        Identifiers.next(),
                                        keys.of(phone)))
                .await()
                .atMost(Desk.WITHIN);
    }
}
