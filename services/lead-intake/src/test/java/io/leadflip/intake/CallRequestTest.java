package io.leadflip.intake;

import static io.leadflip.intake.Desk.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.leadflip.contracts.event.CallFact.CallRequested;
import io.leadflip.contracts.event.CallFact.CallStopRequested;
import io.leadflip.contracts.event.ConsentFact.ConsentGranted;
import io.leadflip.contracts.event.Source;
import io.leadflip.contracts.value.CallOutcome;
import io.leadflip.contracts.value.Interest;
import io.leadflip.contracts.value.Party;
import io.leadflip.intake.contact.ContactKeys;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.leadflip.platform.testing.TestEvents;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Either side asks for a call: what it takes, once however often, and what is told of it.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "intake"))
@WithTestResource(OutsideWorld.class)
class CallRequestTest {
    @Inject Desk desk;
    @Inject TestEvents events;
    @Inject DoorCaller door;
    @Inject ContactKeys keys;

    @Test
    void shouldSayWhatIsMissingBeforeCallMayBeAskedFor() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var offered = desk.offered(lead, business, Desk.WINDOW);
        desk.call(business, offered, "early").then().statusCode(409);
        var matchId = desk.accepted(desk.classified(), business);
        // When
        var denied = desk.call(business, matchId, "late");
        // Then
        denied.then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("code", equalTo("contact-denied"))
                .body("missing", contains("phone-verification", "consent"));
    }

    @ParameterizedTest
    @CsvSource({
        "CONSUMER, CONSUMER, false",
        "BUSINESS, BUSINESS, false",
        "OPERATOR, CONSUMER, true"
    })
    void shouldTellWhoHasACallStopped(String who, Party told, boolean byOperator) {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = desk.ready(lead, business);
        String callId = desk.call(business, matchId, "k").then().extract().path("callId");
        var asking =
                switch (who) {
                    case "CONSUMER" -> lead.by();
                    case "BUSINESS" -> business.by();
                    default -> json().auth().oauth2(OutsideWorld.token("boss", "admin"));
                };
        // When
        asking.post("/v1/calls/" + callId + "/stop").then().statusCode(202);
        // Then
        assertThat(events.told(CallStopRequested.class))
                .filteredOn(fact -> fact.callId().equals(UUID.fromString(callId)))
                .singleElement()
                .satisfies(fact -> assertThat(fact.requestedBy()).isEqualTo(told))
                .satisfies(fact -> assertThat(fact.byOperator()).isEqualTo(byOperator));
        lead.by()
                .get(lead.path() + "/timeline")
                .then()
                .body(
                        "entries.findAll { it.kind == 'call.stop-requested' }.detail.requestedBy",
                        contains(who));
    }

    @Test
    void shouldAskForOneCallWhenKeyComesTwice() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = desk.ready(lead, business);
        // When
        String first =
                desk.call(business, matchId, "k1").then().statusCode(202).extract().path("callId");
        String second =
                desk.call(business, matchId, "k1").then().statusCode(202).extract().path("callId");
        // Then
        assertThat(second).isEqualTo(first);
        assertThat(events.told(CallRequested.class))
                .filteredOn(fact -> fact.matchId().equals(matchId))
                .hasSize(1);
        desk.call(business, matchId, "k2").then().statusCode(409);
        business.by()
                .get("/v1/calls/" + first)
                .then()
                .statusCode(200)
                .body("status", equalTo("REQUESTED"));
    }

    @Test
    void shouldTakeCallbackWishAsConsentForIt() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = desk.accepted(lead, business);
        lead.by()
                .post("/v1/matches/" + matchId + "/callbacks")
                .then()
                .statusCode(403)
                .body("missing", contains("phone-verification"));
        desk.prove(lead);
        // When
        String callId =
                lead.by()
                        .post("/v1/matches/" + matchId + "/callbacks")
                        .then()
                        .statusCode(202)
                        .extract()
                        .path("callId");
        // Then
        door.permit(Source.CALL_ORCHESTRATOR, Map.of("for", "call", "callId", callId))
                .then()
                .body("purpose", equalTo("consumer_callback"))
                .body("requestedBy", equalTo("CONSUMER"))
                .body("consent.writtenForm", equalTo(false))
                .body("consent.purposes", contains("consumer_callback"));
        desk.call(business, matchId, "k").then().statusCode(409);
    }

    @Test
    void shouldAskForOneCallbackWhenKeyComesTwice() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = desk.accepted(lead, business);
        desk.prove(lead);
        var path = "/v1/matches/" + matchId + "/callbacks";
        // When
        String first = lead.by().header("Idempotency-Key", "k").post(path).path("callId");
        String second = lead.by().header("Idempotency-Key", "k").post(path).path("callId");
        // Then
        assertThat(second).isNotNull().isEqualTo(first);
        assertThat(events.told(ConsentGranted.class))
                .filteredOn(fact -> fact.matchId().equals(matchId))
                .hasSize(1);
    }

    @Test
    void shouldNotAskForCallOnceConsumerDeclinedTheBusiness() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = desk.ready(lead, business);
        var callId =
                UUID.fromString(desk.call(business, matchId, "k1").then().extract().path("callId"));
        desk.concluded(lead, matchId, business, callId, CallOutcome.DECLINED, null);
        await().atMost(Desk.WITHIN)
                .until(
                        () ->
                                desk.one("select closed_at from match where id = $1", matchId)
                                                .instant(0)
                                        != null);
        // When
        var another = desk.call(business, matchId, "k2");
        // Then
        another.then().statusCode(409).body("reason", equalTo("match-closed"));
    }

    /// CMP-16 is about the lead: who declined one business's call is called for no other.
    @ParameterizedTest
    @CsvSource({"DECLINED, NONE, true", "PLATFORM_ENDED, NONE, true", "NO_ANSWER, , false"})
    void shouldTakeNoCallOfAnotherBusinessOnceAConsumerDeclined(
            CallOutcome outcome, Interest interest, boolean declines) {
        // Given: two accepted matches of one lead, a call waiting for each
        var lead = desk.classified();
        var first = desk.business();
        var firstMatch = desk.ready(lead, first);
        var second = desk.business();
        var secondMatch = desk.accepted(lead, second);
        desk.consents(lead, secondMatch, second);
        var concluded =
                UUID.fromString(desk.call(first, firstMatch, "k").then().extract().path("callId"));
        String waiting = desk.call(second, secondMatch, "k1").then().extract().path("callId");
        // When
        desk.concluded(lead, firstMatch, first, concluded, outcome, interest, null);
        // Then
        await().atMost(Desk.WITHIN)
                .untilAsserted(
                        () ->
                                assertThat(
                                                desk.one(
                                                                "select outcome from call_request where id = $1",
                                                                concluded)
                                                        .text(0))
                                        .isEqualTo(outcome.name()));
        door.permit(Source.CALL_ORCHESTRATOR, Map.of("for", "call", "callId", waiting))
                .then()
                .statusCode(200)
                .body("declined", equalTo(declines));
        desk.cancelled(lead, UUID.fromString(waiting));
        var another = desk.call(second, secondMatch, "k2");
        if (declines) {
            another.then().statusCode(403).body("rule_ids", contains("CMP-16"));
        } else {
            another.then().statusCode(202);
        }
    }

    @Test
    void shouldNameTheRuleWhenThePersonDoesNotWantToBeCalled() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = desk.ready(lead, business);
        desk.one(
                "insert into suppression (id, contact_key, reason, suppressed_at) values ($1, $2, 'voice', now()) returning id",
                Identifiers.next(),
                keys.of(lead.phone()));
        // When
        var answer = desk.call(business, matchId, "k");
        // Then
        answer.then().statusCode(403).body("rule_ids", contains("CMP-20"));
    }

    /// Nothing says that a later tap takes an earlier no back, so it does not.
    @Test
    void shouldTakeNoCallbackOnceTheConsumerDeclinedAnotherBusiness() {
        // Given
        var lead = desk.classified();
        var first = desk.business();
        var firstMatch = desk.ready(lead, first);
        var secondMatch = desk.accepted(lead, desk.business());
        var callId =
                UUID.fromString(desk.call(first, firstMatch, "k").then().extract().path("callId"));
        desk.concluded(lead, firstMatch, first, callId, CallOutcome.DECLINED, Interest.NONE, null);
        await().atMost(Desk.WITHIN)
                .until(
                        () ->
                                desk.one("select declined from call_request where id = $1", callId)
                                        .bool(0));
        // When
        var callback = lead.by().post("/v1/matches/" + secondMatch + "/callbacks");
        // Then
        callback.then().statusCode(403).body("rule_ids", contains("CMP-16"));
        assertThat(
                        desk.one("select count(*) from consent where match_id = $1", secondMatch)
                                .integer(0))
                .isZero();
    }

    @Test
    void shouldPassOnWhatOrchestratorKnows() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = desk.ready(lead, business);
        String callId = desk.call(business, matchId, "k").then().extract().path("callId");
        OutsideWorld.answer(
                "/internal/calls/" + callId,
                "{\"callId\":\""
                        + callId
                        + "\",\"status\":\"CONCLUDED\",\"summary\":\"Fine\",\"outcome\":\"GOAL_ACHIEVED\",\"costUsd\":0.4,\"decisions\":[{\"verdict\":\"ALLOW\"}],\"attempts\":[{\"number\":1,\"status\":\"ENDED\"}]}");
        OutsideWorld.answer(
                "/internal/calls/" + callId + "/transcript",
                "{\"complete\":true,\"turns\":[{\"number\":1}]}");
        OutsideWorld.answer(
                "/internal/eligibility",
                "{\"verdict\":\"DEFER\",\"rules\":[\"CMP-10\"],\"until\":\"2026-11-25T15:00:00Z\"}");
        // When
        var call = lead.by().get("/v1/calls/" + callId);
        // Then
        call.then()
                .statusCode(200)
                .body("summary", equalTo("Fine"))
                .body("attempts[0].status", equalTo("ENDED"))
                .body("$", not(hasKey("costUsd")))
                .body("$", not(hasKey("decisions")));
        business.by()
                .get("/v1/calls/" + callId + "/transcript")
                .then()
                .statusCode(200)
                .body("turns", hasSize(1));
        business.by()
                .get("/v1/matches/" + matchId + "/call-eligibility")
                .then()
                .statusCode(200)
                .body("verdict", equalTo("DEFER"))
                .body("missing", hasSize(0));
        var result = DoorCaller.message(lead, matchId, "BUSINESS", "CALL_RESULT", "EMAIL");
        result.put("callId", callId);
        door.permit(Source.NOTIFIER, result)
                .then()
                .statusCode(200)
                .body("facts.summary", equalTo("Fine"))
                .body("facts.outcome", equalTo("GOAL_ACHIEVED"));
    }
}
