package io.leadflip.calls;

import static io.leadflip.calls.CallDesk.WITHIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leadflip.calls.TwilioApi.Placed;
import io.leadflip.calls.transcript.SealKey;
import io.leadflip.contracts.event.CallFact.CallConcluded;
import io.leadflip.contracts.event.CallFact.CallDenied;
import io.leadflip.contracts.event.CallFact.CallScheduled;
import io.leadflip.contracts.event.Source;
import io.leadflip.contracts.value.CallPurpose;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.leadflip.platform.testing.TestEvents;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The gate decides when a call is asked for, before it is dialled and when it is answered; what it
/// decided is kept. Before a call exists it may be asked how it would decide.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "calls"))
@WithTestResource(OutsideWorld.class)
class ContactDecisionTest {
    /// Name and version in `rules/sandbox.json`.
    private static final String RULES = "sandbox 2026-11-28";

    @Inject TestEvents events;
    @Inject CallDesk desk;

    @BeforeEach
    void bridgeIsThere() {
        desk.bridgeIsThere();
    }

    @Test
    void shouldDenyWithoutConsentAndKeepTheDecision() {
        // Given
        Subject subject = desk.subject();
        OutsideWorld.INTAKE.permit(subject.permit(null, false));
        // When
        events.tell(Source.LEAD_INTAKE, subject.requested());
        // Then
        CallDenied denied = desk.awaitFact(CallDenied.class, subject);
        assertThat(denied.rules()).contains("CMP-01");
        assertThat(desk.status(subject)).isEqualTo("DENIED");
        assertThat(
                        desk.count(
                                "select count(*) from contact_decision where id = $1 and verdict = 'DENY'",
                                denied.decisionId()))
                .isEqualTo(1);
        assertThat(OutsideWorld.TWILIO.requestsTo(subject.phone())).isZero();
    }

    @Test
    void shouldDenyWhenThePermitIsAnotherCalls() {
        // Given
        Subject subject = desk.subject();
        OutsideWorld.INTAKE.permit(
                subject.callId(), subject.anotherCall().permit(subject.consent(), false));
        // When
        events.tell(Source.LEAD_INTAKE, subject.requested());
        // Then
        assertThat(desk.awaitFact(CallDenied.class, subject).rules()).containsExactly("PERMIT");
        assertThat(OutsideWorld.TWILIO.requestsTo(subject.phone())).isZero();
    }

    @Test
    void shouldDenyACallThatLeadIntakeDoesNotKnow() {
        // Given
        Subject subject = desk.subject();
        OutsideWorld.INTAKE.forget(subject.callId());
        // When
        events.tell(Source.LEAD_INTAKE, subject.requested());
        // Then
        assertThat(desk.awaitFact(CallDenied.class, subject).rules()).containsExactly("PERMIT");
        assertThat(OutsideWorld.TWILIO.requestsTo(subject.phone())).isZero();
    }

    /// A proxy says 404 too when it finds nobody behind it.
    @Test
    void shouldWaitWhenSomebodyElseSaysThatThereIsNoSuchCall() {
        // Given
        Subject subject = Subject.fresh("+13175554900");
        events.tell(Source.LEAD_INTAKE, subject.requested());
        await().atMost(WITHIN)
                .until(
                        () ->
                                desk.count(
                                                "select count(*) from work where key = $1 and last_error = 'permit unavailable'",
                                                subject.callId().toString())
                                        == 1);
        // When
        OutsideWorld.INTAKE.permit(subject.permit(subject.consent(), false));
        // Then
        desk.dialled(subject);
    }

    @Test
    void shouldDeferTheFourthCallToAPhoneWithinADay() {
        // Given: three calls to one phone found it busy
        Subject first = desk.subject();
        for (int i = 0; i < 3; i++) {
            Subject call = i == 0 ? first : desk.anotherCall(first);
            Placed placed = desk.call(call);
            CallDesk.status(placed, "busy", 1, Map.of()).statusCode(204);
        }
        Subject fourth = desk.anotherCall(first);
        // When
        events.tell(Source.LEAD_INTAKE, fourth.requested());
        // Then
        CallScheduled scheduled = desk.awaitFact(CallScheduled.class, fourth);
        assertThat(scheduled.dueAt()).isAfter(Instant.now().plus(Duration.ofHours(23)));
        assertThat(OutsideWorld.TWILIO.requestsTo(first.phone())).isEqualTo(3);
    }

    /// lead-intake's permit may be older than what was heard here.
    @Test
    void shouldDenyACallForAnotherBusinessOnceTheLeadDeclinedOne() {
        // Given: a call was declined, and the permit of the next does not know it
        Subject first = desk.subject();
        Placed placed = desk.call(first);
        SealKey key = desk.bridgeJoins(first, placed);
        CallDesk.status(placed, "in-progress", 2, Map.of()).statusCode(204);
        desk.talk(first, placed, key, "No thank you, not interested.");
        CallDesk.status(placed, "completed", 3, Map.of("CallDuration", "40")).statusCode(204);
        desk.awaitFact(CallConcluded.class, first);
        Subject another = desk.otherBusiness(first);
        // When
        events.tell(Source.LEAD_INTAKE, another.requested());
        // Then
        assertThat(desk.awaitFact(CallDenied.class, another).rules()).containsExactly("CMP-16");
        assertThat(OutsideWorld.TWILIO.requestsTo(first.phone())).isEqualTo(1);
    }

    /// CMP-12: asking for call after call reaches nobody any sooner.
    @Test
    void shouldDenyABusinessThatTriedThePersonOftenEnoughInEarlierCalls() {
        // Given: as many attempts in earlier calls of the match, days ago, as the pack allows
        Subject first = desk.subject();
        Placed placed = desk.call(first);
        CallDesk.status(placed, "busy", 1, Map.of()).statusCode(204);
        desk.triedBefore(placed, 5);
        Subject another = desk.anotherCall(first);
        Subject ofOtherBusiness = desk.otherBusiness(first);
        // When
        events.tell(Source.LEAD_INTAKE, another.requested());
        events.tell(Source.LEAD_INTAKE, ofOtherBusiness.requested());
        // Then
        assertThat(desk.awaitFact(CallDenied.class, another).rules()).containsExactly("CMP-12");
        desk.awaitFact(CallScheduled.class, ofOtherBusiness);
    }

    @Test
    void shouldDialWithADecisionThatAllowsThisVeryAttemptOnly() {
        // Given
        Subject subject = desk.subject();
        Placed placed = desk.call(subject);
        // Then
        assertThat(
                        desk.count(
                                """
                                select count(*) from attempt a join contact_decision d
                                on d.id = a.decision_id and d.attempt_id = a.id and d.verdict = 'ALLOW' where a.id = $1""",
                                placed.attempt()))
                .isEqualTo(1);
        assertThatThrownBy(
                        () ->
                                desk.update(
                                        """
                                        insert into attempt (id, call_id, number, contact_key, decision_id, state, sealed_key,
                                                             sealed_brief, language, started_at)
                                        select gen_random_uuid(), call_id, number + 1, 'other', decision_id, 'DISPATCHING', sealed_key,
                                               sealed_brief, language, now()
                                        from attempt where id = $1""",
                                        placed.attempt()))
                .hasMessageContaining("needs a decision");
    }

    @Test
    void shouldHangUpWhenTheGateNoLongerAllowsTheAnsweredCall() {
        // Given: the consent ends while the phone rings
        Subject subject = desk.subject();
        Placed placed = desk.call(subject);
        OutsideWorld.INTAKE.permit(
                subject.permit(subject.consentUntil(Instant.now().minusSeconds(1)), false));
        // When
        String document = desk.document(subject, placed);
        // Then
        assertThat(document).contains("<Response><Hangup/></Response>");
        assertThat(
                        desk.count(
                                "select count(*) from contact_decision where attempt_id = $1 and verdict = 'DENY' and 'CMP-01' = any(rules)",
                                placed.attempt()))
                .isEqualTo(1);
        await().atMost(WITHIN).until(() -> OutsideWorld.TWILIO.ended(placed.sid()));
    }

    @Test
    void shouldKeepWithEveryDecisionWhichVersionOfTheRulesDecided() {
        // Given: decided when asked for, right before dialling, and when it is answered
        Subject answered = desk.subject();
        desk.document(answered, desk.call(answered));
        // And: denied by a rule, and for a permit that is another call's
        Subject denied = desk.subject();
        OutsideWorld.INTAKE.permit(denied.permit(null, false));
        Subject strange = desk.subject();
        OutsideWorld.INTAKE.permit(
                strange.callId(), strange.anotherCall().permit(strange.consent(), false));
        // When
        List<Subject> refused = List.of(denied, strange);
        refused.forEach(subject -> events.tell(Source.LEAD_INTAKE, subject.requested()));
        refused.forEach(subject -> desk.awaitFact(CallDenied.class, subject));
        // Then
        assertThat(packs(answered)).hasSizeGreaterThanOrEqualTo(3).containsOnly(RULES);
        assertThat(packs(denied)).containsOnly(RULES);
        assertThat(packs(strange)).containsOnly(RULES);
    }

    @Test
    void shouldKeepWhatWasDecidedOverAndTheHashOfIt() {
        // Given
        Subject subject = desk.subject();
        // When
        Placed placed = desk.call(subject);
        // Then
        String kept =
                desk.text(
                        """
                        select d.facts from contact_decision d join attempt a on a.decision_id = d.id
                        where a.id = $1 and d.facts_hash = encode(sha256(convert_to(d.facts, 'UTF8')), 'hex')""",
                        placed.attempt());
        assertThat(new JsonObject(kept).getJsonObject("consent").getBoolean("ofThisPhone"))
                .isTrue();
        assertThat(kept)
                .doesNotContain(subject.phone().substring(1))
                .doesNotContain(subject.contactKey());
    }

    @Test
    void shouldStoreNoDecisionWithoutTheVersionOfTheRules() {
        // Given
        Subject subject = desk.subject();
        desk.call(subject);
        // Then
        assertThatThrownBy(
                        () ->
                                desk.update(
                                        """
                                        insert into contact_decision (id, call_id, verdict, rules, notes, facts_hash, decided_at)
                                        values (gen_random_uuid(), $1, 'DENY', '{}', '{}', '', now())""",
                                        subject.callId()))
                .hasMessageContaining("pack");
    }

    /// As an operator is shown them.
    private List<String> packs(Subject subject) {
        return desk.fromDoor("/internal/calls/" + subject.callId())
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("decisions.pack", String.class);
    }

    @Test
    void shouldPreviewTheGateWithoutStoringAnything() {
        // Given
        Subject subject = desk.subject();
        String permit = CallDesk.json(subject.permit(subject.consent(), true));
        // When
        JsonPath answer =
                desk.atDoorAs("lead-intake", "/internal/eligibility", permit)
                        .statusCode(200)
                        .extract()
                        .jsonPath();
        // Then
        assertThat(answer.getString("verdict")).isEqualTo("DENY");
        assertThat(answer.getList("rules", String.class)).containsExactly("CMP-20");
    }

    @Test
    void shouldPreviewACallThatNobodyAskedForYet() {
        // Given
        Subject subject = desk.subject();
        JsonObject permit =
                new JsonObject(CallDesk.json(subject.permit(subject.consent(), false)))
                        .putNull("callId")
                        .putNull("requestedAt")
                        .put("purpose", CallPurpose.CONSUMER_CALLBACK.wire());
        permit.getJsonObject("consent")
                .put("purposes", new JsonArray().add(CallPurpose.CONSUMER_CALLBACK.wire()));
        // When
        JsonPath answer =
                desk.atDoorAs("lead-intake", "/internal/eligibility", permit.encode())
                        .statusCode(200)
                        .extract()
                        .jsonPath();
        // Then
        assertThat(answer.getString("verdict")).isEqualTo("ALLOW");
    }

    @Test
    void shouldTakeNoPermitThatLeavesSuppressionOut() {
        // Given
        Subject subject = desk.subject();
        JsonObject permit = new JsonObject(CallDesk.json(subject.permit(subject.consent(), false)));
        permit.remove("suppressed");
        // Then
        desk.atDoorAs("lead-intake", "/internal/eligibility", permit.encode())
                .statusCode(400)
                .contentType("application/problem+json");
    }
}
