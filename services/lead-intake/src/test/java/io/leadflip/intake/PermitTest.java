package io.leadflip.intake;

import static io.leadflip.intake.Desk.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.leadflip.contracts.event.CallFact.CallStopRequested;
import io.leadflip.contracts.event.ConsentFact.ConsentRevoked;
import io.leadflip.contracts.event.Source;
import io.leadflip.intake.contact.ContactKeys;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.leadflip.platform.testing.TestEvents;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What other services are told about whom they are about to call or write to.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "intake"))
@WithTestResource(OutsideWorld.class)
class PermitTest {
    @Inject Desk desk;
    @Inject TestEvents events;
    @Inject DoorCaller door;
    @Inject ContactKeys keys;

    @Test
    void shouldAnswerPermitWithFactsOfTheCall() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        String callId =
                desk.call(business, desk.ready(lead, business), "k")
                        .then()
                        .statusCode(202)
                        .extract()
                        .path("callId");
        // When
        var permit = door.permit(Source.CALL_ORCHESTRATOR, Map.of("for", "call", "callId", callId));
        // Then
        permit.then()
                .statusCode(200)
                .body("phone", equalTo(lead.phone()))
                .body("contactKey", equalTo(keys.of(lead.phone())))
                .body("refusals", hasSize(0))
                .body("phoneVerifiedAt", notNullValue())
                .body("consent.businessId", equalTo(business.id().toString()))
                .body("consent.writtenForm", equalTo(true))
                .body("consent.namesSeller", equalTo(true))
                .body("consent.mentionsAiVoice", equalTo(true))
                .body("consent.evidenceComplete", equalTo(true))
                .body("consent.purposes", containsInAnyOrder("qualify_lead", "consumer_callback"))
                .body("suppressed", equalTo(false))
                .body("zip", equalTo("46032"))
                .body("timeZone", equalTo("America/Indiana/Indianapolis"))
                .body("brief.businessName", equalTo(business.name()))
                .body("brief.language", equalTo("en"));
    }

    /// Rows from before, or that somebody changed: what is missing is said, so that the gate
    /// denies.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "page = 'https://api.example/v1/matches/1/consent' | false",
                "page = 'unknown' | false",
                "address = 'unknown' | false",
                "user_agent = 'not given' | false",
                "text_version = ' ' | false",
                "text_shown = concat(text_shown, ' and everybody else') | false",
                "page = 'https://leadflip.example/leads/1' | true"
            })
    void shouldTellWhetherTheConsentCanBeProved(String change, boolean complete) {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = desk.ready(lead, business);
        String callId = desk.call(business, matchId, "k").then().extract().path("callId");
        // When
        desk.one("update consent set " + change + " where match_id = $1 returning id", matchId);
        // Then
        door.permit(Source.CALL_ORCHESTRATOR, Map.of("for", "call", "callId", callId))
                .then()
                .statusCode(200)
                .body("consent.evidenceComplete", equalTo(complete));
    }

    @Test
    void shouldRefuseMessagesToWhoWantsNone() {
        // Given
        var phone = Desk.newPhone();
        var form = new HashMap<>(Desk.form(Desk.LEAKING, phone));
        form.put(
                "consents",
                List.of(
                        Map.of(
                                "kind",
                                "SERVICE_MESSAGES",
                                "granted",
                                false,
                                "text",
                                "Tell me about my request",
                                "version",
                                "1")));
        String leadId =
                Desk.post("key " + phone, form).then().statusCode(202).extract().path("leadId");
        // When
        var permit =
                door.permit(
                        Source.NOTIFIER,
                        Map.of(
                                "for",
                                "message",
                                "leadId",
                                leadId,
                                "recipient",
                                "CONSUMER",
                                "kind",
                                "LEAD_RECEIVED",
                                "channel",
                                "EMAIL"));
        // Then
        permit.then().statusCode(200).body("refusals", contains("not-agreed"));
    }

    @Test
    void shouldSayWhenTheQuietHoursOfABusinessAreOver() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = desk.offered(lead, business, Duration.ofHours(1));
        // When
        quietNow(business, false);
        // Then
        newLead(lead, matchId)
                .statusCode(200)
                .body("refusals", hasSize(0))
                .body("quietUntil", notNullValue());
        // When
        quietNow(business, true);
        // Then
        newLead(lead, matchId)
                .statusCode(200)
                .body("refusals", hasSize(0))
                .body("quietUntil", nullValue());
    }

    private static void quietNow(Desk.Business business, boolean emergenciesAllowed) {
        var here = LocalTime.now(ZoneId.of("America/Indiana/Indianapolis"));
        var hours =
                Map.of(
                        "from",
                        here.minusHours(1).withNano(0).toString(),
                        "until",
                        here.plusHours(1).withNano(0).toString(),
                        "emergenciesAllowed",
                        emergenciesAllowed);
        business.by()
                .body(Map.of("quietHours", hours))
                .patch("/v1/businesses/" + business.id())
                .then()
                .statusCode(200);
    }

    private ValidatableResponse newLead(Desk.Lead lead, UUID matchId) {
        var request =
                Map.<String, Object>of(
                        "for",
                        "message",
                        "leadId",
                        lead.id(),
                        "matchId",
                        matchId,
                        "recipient",
                        "BUSINESS",
                        "kind",
                        "NEW_LEAD",
                        "channel",
                        "EMAIL");
        return door.permit(Source.NOTIFIER, request).then();
    }

    @Test
    void shouldTellThatAConsentNamesNobodyWhoTookAnotherNameSince() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        String callId =
                desk.call(business, desk.ready(lead, business), "k")
                        .then()
                        .statusCode(202)
                        .extract()
                        .path("callId");
        // When
        business.by()
                .body(Map.of("name", "Somebody Else Entirely"))
                .patch("/v1/businesses/" + business.id())
                .then()
                .statusCode(200);
        // Then
        door.permit(Source.CALL_ORCHESTRATOR, Map.of("for", "call", "callId", callId))
                .then()
                .statusCode(200)
                .body("consent.namesSeller", equalTo(false));
    }

    @Test
    void shouldRefusePermitOnceConsumerStopsOrRevokes() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = desk.ready(lead, business);
        String callId = desk.call(business, matchId, "k").then().extract().path("callId");
        // When
        lead.by().post("/v1/calls/" + callId + "/stop").then().statusCode(202);
        lead.by().delete("/v1/matches/" + matchId + "/consent").then().statusCode(204);
        lead.by().delete(lead.path()).then().statusCode(202);
        // Then
        door.permit(Source.CALL_ORCHESTRATOR, Map.of("for", "call", "callId", callId))
                .then()
                .statusCode(200)
                .body("refusals", contains("lead-withdrawn", "stopped"))
                .body("phone", nullValue())
                .body("consent.revokedAt", notNullValue());
        assertThat(events.told(CallStopRequested.class))
                .anyMatch(fact -> fact.callId().equals(UUID.fromString(callId)));
        assertThat(events.told(ConsentRevoked.class))
                .anyMatch(fact -> fact.matchId().equals(matchId));
    }

    @Test
    void shouldPermitMessagesByWhatIsKnown() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = desk.offered(lead, business, Desk.WINDOW);
        // When
        var newLead =
                door.permit(
                        Source.NOTIFIER,
                        DoorCaller.message(lead, matchId, "BUSINESS", "NEW_LEAD", "EMAIL"));
        var toConsumer =
                door.permit(
                        Source.NOTIFIER,
                        DoorCaller.message(lead, matchId, "CONSUMER", "MATCH_ACCEPTED", "SMS"));
        // Then
        newLead.then()
                .statusCode(200)
                .body("refusals", hasSize(0))
                .body("address", equalTo("office@pipes.example"))
                .body("facts.businessName", equalTo(business.name()))
                .body("facts.budget", equalTo("up to $500"))
                .body("facts.reasons", equalTo("1.2 miles away; licensed"))
                .body("facts.distanceMiles", equalTo("1.2"))
                .body("facts.summary", notNullValue())
                .body("unsubscribeToken", notNullValue());
        toConsumer
                .then()
                .statusCode(200)
                .body("refusals", contains("phone-not-proved"))
                .body("address", nullValue());
    }

    @Test
    void shouldGiveCodeToNotifierOnly() {
        // Given
        var lead = desk.classified();
        lead.by().body("{}").post(lead.path() + "/phone-verification").then().statusCode(202);
        var request = DoorCaller.message(lead, null, "CONSUMER", "PHONE_CODE", "SMS");
        request.put("verificationId", desk.verification(lead).toString());
        // When
        var permit = door.permit(Source.NOTIFIER, request);
        // Then
        permit.then()
                .statusCode(200)
                .body("address", equalTo(lead.phone()))
                .body("facts.code", equalTo(desk.code(lead)))
                .body("facts.minutes", equalTo("10"))
                .body("unsubscribeToken", nullValue());
        door.permit(Source.MATCHING, request).then().statusCode(403);
        json().get("/internal/permits").then().statusCode(404);
    }
}
