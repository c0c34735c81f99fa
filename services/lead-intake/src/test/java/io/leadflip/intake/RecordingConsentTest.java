package io.leadflip.intake;

import static io.leadflip.intake.Desk.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.leadflip.contracts.event.CallFact.RecordingDeletionRequested;
import io.leadflip.contracts.event.ConsentFact.ConsentGranted;
import io.leadflip.contracts.event.ConsentFact.ConsentRevoked;
import io.leadflip.contracts.event.Source;
import io.leadflip.intake.contact.ContactKeys;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.leadflip.platform.testing.TestEvents;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A consumer agrees to have calls recorded, or does not, which forbids no call.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "intake"))
@WithTestResource(OutsideWorld.class)
class RecordingConsentTest {
    @Inject Desk desk;
    @Inject TestEvents events;
    @Inject DoorCaller door;
    @Inject ContactKeys keys;

    private static Map<String, Object> consent(Desk.Business business) {
        return Map.of(
                "text",
                "I agree that calls for " + business.name() + " are recorded.",
                "version",
                "recording-1",
                "agreed",
                true);
    }

    private static String path(UUID matchId) {
        return "/v1/matches/" + matchId + "/recording-consent";
    }

    private static void agrees(Desk.Lead lead, UUID matchId, Desk.Business business) {
        lead.by()
                .body(consent(business))
                .put(path(matchId))
                .then()
                .statusCode(200)
                .body("consentId", notNullValue())
                .body("expiresAt", notNullValue());
    }

    private io.restassured.response.ValidatableResponse permit(String callId) {
        return door.permit(Source.CALL_ORCHESTRATOR, Map.of("for", "call", "callId", callId))
                .then()
                .statusCode(200);
    }

    private List<RecordingDeletionRequested> deletions(String callId) {
        return events.told(RecordingDeletionRequested.class).stream()
                .filter(fact -> fact.callId().equals(UUID.fromString(callId)))
                .toList();
    }

    @Test
    void shouldTellAPermitOfTheConsentAndOfTheCallAsBefore() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = desk.ready(lead, business);
        String callId = desk.call(business, matchId, "k").then().extract().path("callId");
        permit(callId).body("refusals", hasSize(0)).body("recording", nullValue());
        // When
        agrees(lead, matchId, business);
        agrees(lead, matchId, business);
        // Then
        permit(callId)
                .body("refusals", hasSize(0))
                .body("consent.writtenForm", equalTo(true))
                .body("recording.businessId", equalTo(business.id().toString()))
                .body("recording.contactKey", equalTo(keys.of(lead.phone())))
                .body("recording.expiresAt", notNullValue());
        assertThat(
                        desk.one(
                                        "select count(*) from consent where match_id = $1 and kind = 'CALL_RECORDING' and revoked_at is null and text_version = 'recording-1'",
                                        matchId)
                                .integer(0))
                .isEqualTo(1);
    }

    @Test
    void shouldAllowNoCallByAConsentToARecording() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = desk.accepted(lead, business);
        desk.prove(lead);
        // When
        agrees(lead, matchId, business);
        // Then
        desk.call(business, matchId, "k")
                .then()
                .statusCode(403)
                .body("missing", contains("consent"));
        assertThat(events.told(ConsentGranted.class))
                .noneMatch(fact -> fact.matchId().equals(matchId));
    }

    @Test
    void shouldStopNoCallWhenTheConsentIsTakenBackAndHaveRecordingsDeleted() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = desk.ready(lead, business);
        agrees(lead, matchId, business);
        String callId = desk.call(business, matchId, "k").then().extract().path("callId");
        // When: twice
        lead.by().delete(path(matchId)).then().statusCode(204);
        lead.by().delete(path(matchId)).then().statusCode(204);
        // Then
        permit(callId).body("refusals", hasSize(0)).body("recording", nullValue());
        assertThat(events.told(ConsentRevoked.class))
                .noneMatch(fact -> fact.matchId().equals(matchId));
        assertThat(deletions(callId)).hasSize(1);
    }

    @Test
    void shouldTakeBackTheConsentToARecordingWithThatToCalls() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = desk.ready(lead, business);
        agrees(lead, matchId, business);
        String callId = desk.call(business, matchId, "k").then().extract().path("callId");
        // When
        lead.by().delete("/v1/matches/" + matchId + "/consent").then().statusCode(204);
        // Then
        permit(callId).body("recording", nullValue());
        assertThat(deletions(callId)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "text, I agree to everything.",
        "text, I agree that calls are recorded.",
        "text, ''",
        "version, ''",
        "agreed, false"
    })
    void shouldRefuseWhatIsNoConsentToARecording(String field, String value) {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = desk.accepted(lead, business);
        var form = new HashMap<>(consent(business));
        form.put(field, field.equals("agreed") ? Boolean.valueOf(value) : value);
        // When
        var answer = lead.by().body(form).put(path(matchId));
        // Then
        answer.then().statusCode(422).contentType("application/problem+json");
    }

    @Test
    void shouldRefuseATextThatNamesTheBusinessAndNoRecording() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = desk.accepted(lead, business);
        var form = new HashMap<>(consent(business));
        form.put("text", business.name() + " may call me.");
        // When
        var answer = lead.by().body(form).put(path(matchId));
        // Then
        answer.then()
                .statusCode(422)
                .body("detail", equalTo("The text shown must say that calls are recorded."));
    }

    @Test
    void shouldLetNobodyAgreeForTheConsumer() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = desk.accepted(lead, business);
        // Then
        business.by().body(consent(business)).put(path(matchId)).then().statusCode(403);
        json().auth()
                .oauth2(OutsideWorld.token("boss", "admin"))
                .body(consent(business))
                .put(path(matchId))
                .then()
                .statusCode(403);
        json().body(consent(business)).put(path(matchId)).then().statusCode(401);
    }

    @Test
    void shouldHaveTheRecordingDeletedForTheConsumerOnly() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = desk.ready(lead, business);
        String callId = desk.call(business, matchId, "k").then().extract().path("callId");
        var path = "/v1/calls/" + callId + "/recording";
        // When
        business.by().delete(path).then().statusCode(403);
        json().delete(path).then().statusCode(401);
        lead.by().delete("/v1/calls/" + UUID.randomUUID() + "/recording").then().statusCode(404);
        assertThat(deletions(callId)).isEmpty();
        lead.by().delete(path).then().statusCode(202);
        lead.by().delete(path).then().statusCode(202);
        // Then
        assertThat(deletions(callId)).isNotEmpty();
        permit(callId).body("refusals", hasSize(0));
    }
}
