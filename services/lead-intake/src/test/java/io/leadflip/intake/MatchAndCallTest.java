package io.leadflip.intake;

import static io.leadflip.intake.Desk.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.leadflip.contracts.event.BusinessFact.BusinessRegistered;
import io.leadflip.contracts.event.BusinessFact.BusinessUpdated;
import io.leadflip.contracts.event.CallFact.CallEnded;
import io.leadflip.contracts.event.CallFact.CallRequested;
import io.leadflip.contracts.event.CallFact.CallStopRequested;
import io.leadflip.contracts.event.ConsentFact.ConsentGranted;
import io.leadflip.contracts.event.ConsentFact.ConsentRevoked;
import io.leadflip.contracts.event.ContactFact.ContactSuppressed;
import io.leadflip.contracts.event.LeadFact.LeadUnmatched;
import io.leadflip.contracts.event.LeadFact.LeadWithdrawn;
import io.leadflip.contracts.event.LeadFact.UnmatchedReason;
import io.leadflip.contracts.event.MatchFact.MatchAccepted;
import io.leadflip.contracts.event.MatchFact.MatchExpired;
import io.leadflip.contracts.event.Source;
import io.leadflip.contracts.value.CallOutcome;
import io.leadflip.contracts.value.Channel;
import io.leadflip.intake.contact.ContactKeys;
import io.leadflip.platform.door.InternalDoor;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.leadflip.platform.testing.TestEvents;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "intake"))
@WithTestResource(OutsideWorld.class)
class MatchAndCallTest {
    private static final Duration QUARTER = Duration.ofMinutes(15);

    @Inject Desk desk;
    @Inject TestEvents events;
    @Inject InternalDoor door;
    @Inject ContactKeys keys;
    @Inject Transactions transactions;
    @Inject Sql sql;

    @Test
    void shouldMoveLeadToMatchedAndStartWindowWhenBusinessWasTold() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = desk.offered(lead, business, QUARTER);
        // When
        desk.told(lead, matchId);
        // Then
        await().atMost(Desk.WITHIN)
                .untilAsserted(() -> assertThat(desk.match(matchId)).isEqualTo("NOTIFIED"));
        assertThat(desk.status(lead)).isEqualTo("MATCHED");
        lead.by()
                .get(lead.path() + "/matches")
                .then()
                .body("matches", hasSize(1))
                .body("matches[0].businessName", equalTo(business.name()))
                .body("matches[0].score", equalTo(83))
                .body("matches[0].distanceMiles", equalTo(1.2f))
                .body("matches[0].consent", nullValue());
        business.by()
                .get("/v1/businesses/" + business.id() + "/matches")
                .then()
                .body("matches[0].matchId", equalTo(matchId.toString()))
                .body("matches[0].answerBy", notNullValue())
                .body("matches[0].budget.max", equalTo(500.0f));
    }

    @Test
    void shouldTakeThreeAcceptsAndRefuseTheFourthHoweverManyComeAtOnce() throws Exception {
        // Given
        var lead = desk.classified();
        var businesses = IntStream.range(0, 6).mapToObj(n -> desk.business()).toList();
        var accepts =
                businesses.stream()
                        .map(business -> Map.entry(business, desk.offered(lead, business, QUARTER)))
                        .<Callable<Response>>map(
                                offer ->
                                        () ->
                                                offer.getKey()
                                                        .by()
                                                        .post(
                                                                "/v1/matches/"
                                                                        + offer.getValue()
                                                                        + "/accept"))
                        .toList();
        // When
        try (var threads = Executors.newFixedThreadPool(6)) {
            var answers = threads.invokeAll(accepts);
            // Then
            var statuses = new java.util.ArrayList<Integer>();
            for (var answer : answers) {
                statuses.add(answer.get().statusCode());
                if (answer.get().statusCode() == 409) {
                    answer.get()
                            .then()
                            .contentType("application/problem+json")
                            .body("reason", equalTo("lead-filled"));
                }
            }
            assertThat(statuses).containsExactlyInAnyOrder(200, 200, 200, 409, 409, 409);
        }
        assertThat(events.told(MatchAccepted.class))
                .filteredOn(fact -> fact.leadId().equals(lead.id()))
                .hasSize(3);
    }

    @Test
    void shouldTellAcceptOnceWhenItComesTwice() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = desk.accepted(lead, business);
        // When
        business.by()
                .post("/v1/matches/" + matchId + "/accept")
                .then()
                .statusCode(200)
                .body("status", equalTo("ACCEPTED"));
        // Then
        assertThat(events.told(MatchAccepted.class))
                .filteredOn(fact -> fact.matchId().equals(matchId))
                .hasSize(1);
        business.by().body("{}").post("/v1/matches/" + matchId + "/decline").then().statusCode(409);
    }

    @Test
    void shouldExpireOfferThatWasNotAnsweredInTime() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = desk.offered(lead, business, Duration.ofSeconds(1));
        // When
        desk.told(lead, matchId);
        // Then
        await().atMost(Desk.WITHIN)
                .untilAsserted(() -> assertThat(desk.match(matchId)).isEqualTo("EXPIRED"));
        assertThat(events.told(MatchExpired.class))
                .filteredOn(fact -> fact.matchId().equals(matchId))
                .hasSize(1);
        business.by()
                .post("/v1/matches/" + matchId + "/accept")
                .then()
                .statusCode(409)
                .body("reason", equalTo("too-late"));
    }

    @Test
    void shouldEndUnmatchedLeadAsMatchingSays() {
        // Given
        var lead = desk.classified();
        // When
        events.tell(
                Source.MATCHING,
                new LeadUnmatched(lead.id(), UnmatchedReason.NO_CANDIDATE, Instant.now()));
        // Then
        desk.awaitStatus(lead, "UNMATCHED");
    }

    @Test
    void shouldSayWhatIsMissingBeforeCallMayBeAskedFor() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var offered = desk.offered(lead, business, QUARTER);
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

    @Test
    void shouldAskForOneCallWhenKeyComesTwice() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = ready(lead, business);
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
    void shouldAnswerPermitWithFactsOfTheCall() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        String callId =
                desk.call(business, ready(lead, business), "k")
                        .then()
                        .statusCode(202)
                        .extract()
                        .path("callId");
        // When
        var permit = permit(Source.CALL_ORCHESTRATOR, Map.of("for", "call", "callId", callId));
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

    @Test
    void shouldRefusePermitOnceConsumerStopsOrRevokes() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = ready(lead, business);
        String callId = desk.call(business, matchId, "k").then().extract().path("callId");
        // When
        lead.by().post("/v1/calls/" + callId + "/stop").then().statusCode(202);
        lead.by().delete("/v1/matches/" + matchId + "/consent").then().statusCode(204);
        lead.by().delete(lead.path()).then().statusCode(202);
        // Then
        permit(Source.CALL_ORCHESTRATOR, Map.of("for", "call", "callId", callId))
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
        var matchId = desk.offered(lead, business, QUARTER);
        // When
        var newLead =
                permit(Source.NOTIFIER, message(lead, matchId, "BUSINESS", "NEW_LEAD", "EMAIL"));
        var toConsumer =
                permit(
                        Source.NOTIFIER,
                        message(lead, matchId, "CONSUMER", "MATCH_ACCEPTED", "SMS"));
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
        var request = message(lead, null, "CONSUMER", "PHONE_CODE", "SMS");
        request.put("verificationId", desk.verification(lead).toString());
        // When
        var permit = permit(Source.NOTIFIER, request);
        // Then
        permit.then()
                .statusCode(200)
                .body("address", equalTo(lead.phone()))
                .body("facts.code", equalTo(desk.code(lead)))
                .body("facts.minutes", equalTo("10"))
                .body("unsubscribeToken", nullValue());
        permit(Source.MATCHING, request).then().statusCode(403);
        json().get("/internal/permits").then().statusCode(404);
    }

    @Test
    void shouldProvePhoneWithinFiveTries() {
        // Given
        var lead = desk.classified();
        var path = lead.path() + "/phone-verification";
        lead.by().body(Map.of("code", "123456")).post(path).then().statusCode(409);
        lead.by().body("{}").post(path).then().statusCode(202);
        var code = desk.code(lead);
        var wrong = "%06d".formatted((Integer.parseInt(code) + 1) % 1_000_000);
        // When
        lead.by().body(Map.of("code", wrong)).post(path).then().statusCode(422);
        lead.by()
                .body(Map.of("code", code))
                .post(path)
                .then()
                .statusCode(200)
                .body("phoneVerified", equalTo(true));
        // Then
        lead.by().get(lead.path()).then().body("phoneVerified", equalTo(true));
        lead.by().body(Map.of("code", code)).post(path).then().statusCode(409);
    }

    @Test
    void shouldNotTakeRightCodeAfterFiveWrongOnes() {
        // Given
        var lead = desk.classified();
        var path = lead.path() + "/phone-verification";
        lead.by().body("{}").post(path).then().statusCode(202);
        var code = desk.code(lead);
        var wrong = "%06d".formatted((Integer.parseInt(code) + 1) % 1_000_000);
        IntStream.range(0, 5)
                .forEach(
                        n ->
                                lead.by()
                                        .body(Map.of("code", wrong))
                                        .post(path)
                                        .then()
                                        .statusCode(422));
        // When
        var right = lead.by().body(Map.of("code", code)).post(path);
        // Then
        right.then().statusCode(409);
    }

    @Test
    void shouldLimitCodesSentToOnePhone() {
        // Given
        var lead = desk.classified();
        var path = lead.path() + "/phone-verification";
        IntStream.range(0, 5).forEach(n -> lead.by().body("{}").post(path).then().statusCode(202));
        // When
        var sixth = lead.by().body("{}").post(path);
        // Then
        sixth.then().statusCode(429).header("Retry-After", notNullValue());
    }

    @Test
    void shouldKeepEvidenceOfConsentOrNothing() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = desk.accepted(lead, business);
        var path = "/v1/matches/" + matchId + "/consent";
        var namesNobody = new HashMap<>(Desk.consent(business));
        namesNobody.put("text", "I agree to be called by partners with AI.");
        var notAgreed = new HashMap<>(Desk.consent(business));
        notAgreed.put("agreed", false);
        lead.by().body(namesNobody).put(path).then().statusCode(422);
        lead.by().body(notAgreed).put(path).then().statusCode(422);
        // When
        desk.consents(lead, matchId, business);
        // Then
        var row =
                desk.one(
                        "select text_version, address, user_agent, page, names_seller from consent where match_id = $1",
                        matchId);
        assertThat(Stream.of(row.text(0), row.text(1), row.text(2), row.text(3)))
                .doesNotContainNull();
        assertThat(row.bool(4)).isTrue();
        assertThat(events.told(ConsentGranted.class))
                .filteredOn(fact -> fact.matchId().equals(matchId))
                .hasSize(1);
        assertThatThrownBy(
                        () ->
                                transactions
                                        .run(
                                                () ->
                                                        sql.update(
                                                                "update consent set user_agent = '' where match_id = $1",
                                                                matchId))
                                        .await()
                                        .atMost(Desk.WITHIN))
                .hasMessageContaining("consent");
        assertThatThrownBy(
                        () ->
                                transactions
                                        .run(
                                                () ->
                                                        sql.update(
                                                                "update consent set page = null where match_id = $1",
                                                                matchId))
                                        .await()
                                        .atMost(Desk.WITHIN))
                .hasMessageContaining("page");
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
        permit(Source.CALL_ORCHESTRATOR, Map.of("for", "call", "callId", callId))
                .then()
                .body("purpose", equalTo("consumer_callback"))
                .body("requestedBy", equalTo("CONSUMER"))
                .body("consent.writtenForm", equalTo(false))
                .body("consent.purposes", contains("consumer_callback"));
        desk.call(business, matchId, "k").then().statusCode(409);
    }

    @ParameterizedTest
    @CsvSource({
        "GOAL_ACHIEVED,true,APPOINTED",
        "GOAL_ACHIEVED,false,CONTACTED",
        "VOICEMAIL,false,CONTACTED",
        "DECLINED,false,MATCHED",
        "NO_ANSWER,false,MATCHED",
        "OPTED_OUT,false,WITHDRAWN"
    })
    void shouldMoveLeadByOutcomeOfCall(CallOutcome outcome, boolean appointment, String expected) {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = ready(lead, business);
        var callId =
                UUID.fromString(
                        desk.call(business, matchId, "k")
                                .then()
                                .statusCode(202)
                                .extract()
                                .path("callId"));
        // When
        desk.concluded(
                lead,
                matchId,
                business,
                callId,
                outcome,
                appointment ? Instant.now().plusSeconds(86400) : null);
        // Then
        await().atMost(Desk.WITHIN)
                .untilAsserted(
                        () ->
                                assertThat(
                                                desk.one(
                                                                "select outcome from call_request where id = $1",
                                                                callId)
                                                        .text(0))
                                        .isEqualTo(outcome.name()));
        desk.awaitStatus(lead, expected);
    }

    @Test
    void shouldNeverMoveLeadBackwards() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = desk.accepted(lead, business);
        desk.concluded(
                lead,
                matchId,
                business,
                Identifiers.next(),
                CallOutcome.GOAL_ACHIEVED,
                Instant.now().plusSeconds(86400));
        desk.awaitStatus(lead, "APPOINTED");
        // When
        desk.concluded(lead, matchId, business, Identifiers.next(), CallOutcome.VOICEMAIL, null);
        // Then
        await().atMost(Desk.WITHIN)
                .untilAsserted(
                        () ->
                                assertThat(
                                                desk.one(
                                                                "select count(*) from timeline where lead_id = $1 and kind = 'call.concluded'",
                                                                lead.id())
                                                        .integer(0))
                                        .isEqualTo(2));
        assertThat(desk.status(lead)).isEqualTo("APPOINTED");
    }

    @Test
    void shouldTakeBackLeadsOfWhoDoesNotWantToBeCalled() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = desk.accepted(lead, business);
        // When
        events.tell(
                Source.CALL_ORCHESTRATOR,
                new ContactSuppressed(
                        keys.of(lead.phone()), Set.of(Channel.AI_VOICE), "voice", Instant.now()));
        // Then
        desk.awaitStatus(lead, "WITHDRAWN");
        assertThat(events.told(LeadWithdrawn.class))
                .anyMatch(fact -> fact.leadId().equals(lead.id()));
        desk.call(business, matchId, "k").then().statusCode(409);
    }

    @Test
    void shouldPassOnWhatOrchestratorKnows() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = ready(lead, business);
        String callId = desk.call(business, matchId, "k").then().extract().path("callId");
        OutsideWorld.answer(
                "/internal/calls/" + callId,
                "{\"callId\":\""
                        + callId
                        + "\",\"status\":\"CONCLUDED\",\"summary\":\"Fine\",\"outcome\":\"GOAL_ACHIEVED\"}");
        OutsideWorld.answer(
                "/internal/calls/" + callId + "/transcript",
                "{\"complete\":true,\"turns\":[{\"number\":1}]}");
        OutsideWorld.answer(
                "/internal/eligibility",
                "{\"verdict\":\"DEFER\",\"rules\":[\"CMP-10\"],\"until\":\"2026-11-25T15:00:00Z\"}");
        // When
        var call = lead.by().get("/v1/calls/" + callId);
        // Then
        call.then().statusCode(200).body("summary", equalTo("Fine"));
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
        var result = message(lead, matchId, "BUSINESS", "CALL_RESULT", "EMAIL");
        result.put("callId", callId);
        permit(Source.NOTIFIER, result)
                .then()
                .statusCode(200)
                .body("facts.summary", equalTo("Fine"))
                .body("facts.outcome", equalTo("GOAL_ACHIEVED"));
    }

    @Test
    void shouldKeepOneBusinessPerOwner() {
        // Given
        var business = desk.business();
        var told =
                events.told(BusinessRegistered.class).stream()
                        .filter(fact -> fact.profile().businessId().equals(business.id()))
                        .toList();
        // When
        business.by()
                .header("Idempotency-Key", "another")
                .body(Desk.profile("Another"))
                .post("/v1/businesses")
                .then()
                .statusCode(409)
                .body("businessId", equalTo(business.id().toString()));
        // Then
        assertThat(told).hasSize(1);
        business.by()
                .body("{\"dailyCap\":3}")
                .patch("/v1/businesses/" + business.id())
                .then()
                .statusCode(200)
                .body("dailyCap", equalTo(3))
                .body("name", equalTo(business.name()))
                .body("monthlyCap", equalTo(50));
        assertThat(events.told(BusinessUpdated.class))
                .anyMatch(
                        fact ->
                                fact.profile().businessId().equals(business.id())
                                        && fact.profile().dailyCap() == 3);
        business.by()
                .body("{\"channels\":[]}")
                .patch("/v1/businesses/" + business.id())
                .then()
                .statusCode(422);
    }

    @Test
    void shouldSuppressPhoneThatSaidStopToNotifierOnce() {
        // Given
        var lead = desk.classified();
        var key = keys.of(lead.phone());
        var stop = Map.of("phone", lead.phone(), "reason", "sms-stop");
        // When
        door(Source.NOTIFIER, "/internal/suppressions", stop).then().statusCode(204);
        door(Source.NOTIFIER, "/internal/suppressions", stop).then().statusCode(204);
        // Then
        assertThat(desk.status(lead)).isEqualTo("WITHDRAWN");
        assertThat(events.told(ContactSuppressed.class))
                .filteredOn(fact -> fact.contactKey().equals(key))
                .singleElement()
                .satisfies(fact -> assertThat(fact.channels()).isEmpty())
                .satisfies(fact -> assertThat(fact.reason()).isEqualTo("sms-stop"));
        assertThat(
                        desk.one("select count(*) from suppression where contact_key = $1", key)
                                .integer(0))
                .isEqualTo(1);
    }

    @Test
    void shouldRefuseSuppressionOfWhatIsNoPhone() {
        // Given
        var path = "/internal/suppressions";
        // When
        var wrong = door(Source.NOTIFIER, path, Map.of("phone", "12", "reason", "sms-stop"));
        var missing = door(Source.NOTIFIER, path, Map.of("phone", "+13175550111"));
        var prose =
                door(Source.NOTIFIER, path, Map.of("phone", "+13175550111", "reason", "No more!"));
        var stranger =
                door(Source.MATCHING, path, Map.of("phone", "+13175550111", "reason", "sms-stop"));
        // Then
        wrong.then().statusCode(400).contentType("application/problem+json");
        missing.then().statusCode(400);
        prose.then().statusCode(400);
        stranger.then().statusCode(403);
    }

    @Test
    void shouldNotTakeRenewedConsentForRevocation() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = ready(lead, business);
        // When
        desk.consents(lead, matchId, business);
        // Then
        assertThat(events.told(ConsentRevoked.class))
                .noneMatch(fact -> fact.matchId().equals(matchId));
        assertThat(
                        desk.one(
                                        "select count(*) from consent where match_id = $1 and revoked_at is null",
                                        matchId)
                                .integer(0))
                .isEqualTo(1);
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
        var matchId = ready(lead, business);
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

    @Test
    void shouldLetNobodyAgreeForTheConsumer() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = desk.accepted(lead, business);
        var admin = OutsideWorld.token("boss", "admin");
        // When
        var consent =
                json().auth()
                        .oauth2(admin)
                        .body(Desk.consent(business))
                        .put("/v1/matches/" + matchId + "/consent");
        // Then
        consent.then().statusCode(403);
    }

    @Test
    void shouldNoteAttemptWhoseResultIsStillOpen() {
        // Given
        var lead = desk.classified();
        // When
        events.tell(
                Source.CALL_ORCHESTRATOR,
                new CallEnded(
                        lead.id(),
                        Identifiers.next(),
                        Identifiers.next(),
                        null,
                        62,
                        Instant.now()));
        // Then
        await().atMost(Desk.WITHIN)
                .untilAsserted(
                        () ->
                                lead.by()
                                        .get(lead.path() + "/timeline")
                                        .then()
                                        .statusCode(200)
                                        .body(
                                                "entries.find { it.kind == 'call.ended' }.detail.durationSeconds",
                                                equalTo(62)));
    }

    private UUID ready(Desk.Lead lead, Desk.Business business) {
        var matchId = desk.accepted(lead, business);
        desk.prove(lead);
        desk.consents(lead, matchId, business);
        return matchId;
    }

    private static Map<String, Object> message(
            Desk.Lead lead, UUID matchId, String recipient, String kind, String channel) {
        var request =
                new HashMap<String, Object>(
                        Map.of(
                                "for",
                                "message",
                                "notificationId",
                                Identifiers.next().toString(),
                                "leadId",
                                lead.id().toString(),
                                "recipient",
                                recipient,
                                "kind",
                                kind,
                                "channel",
                                channel));
        if (matchId != null) {
            request.put("matchId", matchId.toString());
        }
        return request;
    }

    private Response permit(Source caller, Map<String, Object> request) {
        return door(caller, "/internal/permits", request);
    }

    private Response door(Source caller, String path, Map<String, ?> request) {
        return RestAssured.given()
                .port(door.port())
                .auth()
                .oauth2(DoorCaller.token(caller))
                .contentType(ContentType.JSON)
                .body(request)
                .post(path);
    }
}
