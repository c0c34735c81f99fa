package io.leadflip.calls;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leadflip.calls.TwilioApi.Answer;
import io.leadflip.calls.TwilioApi.Placed;
import io.leadflip.calls.transcript.SealKey;
import io.leadflip.contracts.door.CallPermit;
import io.leadflip.contracts.event.CallFact;
import io.leadflip.contracts.event.CallFact.CallCancelled;
import io.leadflip.contracts.event.CallFact.CallConcluded;
import io.leadflip.contracts.event.CallFact.CallDenied;
import io.leadflip.contracts.event.CallFact.CallDialing;
import io.leadflip.contracts.event.CallFact.CallEnded;
import io.leadflip.contracts.event.CallFact.CallScheduled;
import io.leadflip.contracts.event.CallFact.CallStopRequested;
import io.leadflip.contracts.event.CallFact.CallUnknown;
import io.leadflip.contracts.event.ContactFact.ContactSuppressed;
import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import io.leadflip.contracts.event.MediaFact.MediaEnded;
import io.leadflip.contracts.event.MediaFact.MediaStarted;
import io.leadflip.contracts.event.MediaFact.MediaTurn;
import io.leadflip.contracts.event.MediaFact.ModelUsage;
import io.leadflip.contracts.event.Source;
import io.leadflip.contracts.value.CallOutcome;
import io.leadflip.contracts.value.CallPurpose;
import io.leadflip.contracts.value.Party;
import io.leadflip.contracts.value.Speaker;
import io.leadflip.platform.door.InternalDoor;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.leadflip.platform.testing.TestEvents;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "calls"))
@WithTestResource(OutsideWorld.class)
class LifeOfACallTest {
    private static final Duration WITHIN = Duration.ofSeconds(15);
    private static final AtomicInteger NUMBERS = new AtomicInteger(10);

    @Inject TestEvents events;
    @Inject InternalDoor door;
    @Inject Transactions transactions;
    @Inject Sql sql;
    @Inject RedisDataSource redis;
    @Inject DoorTokensOfBridge bridge;

    @BeforeEach
    void bridgeIsThere() {
        redis.value(String.class)
                .set(
                        OutsideWorld.BRIDGE_PREFIX + "b1",
                        "{\"live\":0,\"limit\":500,\"draining\":false}");
    }

    @Test
    void shouldCarryACallFromItsRequestToItsConclusion() {
        // Given
        Subject subject = subject();
        // When
        events.tell(Source.LEAD_INTAKE, subject.requested());
        Placed placed = dialled(subject);
        // Then: Twilio was asked once, with everything it needs
        assertThat(placed.form().getAll("StatusCallbackEvent"))
                .containsExactly("initiated", "ringing", "answered", "completed");
        assertThat(placed.form().get("Timeout")).isEqualTo("30");
        assertThat(placed.form().get("TimeLimit")).isEqualTo("240");
        assertThat(placed.form().get("AsyncAmd")).isEqualTo("true");
        // When: it rings, is answered, and Twilio asks for instructions, twice
        status(placed, "ringing", 1, Map.of()).statusCode(204);
        String document = document(subject, placed);
        assertThat(document(subject, placed)).isEqualTo(document);
        status(placed, "in-progress", 2, Map.of()).statusCode(204);
        String token = between(document, "name=\"token\" value=\"", "\"");
        assertThat(document)
                .contains("<Stream url=\"wss://media.leadflip.test/media\"")
                .endsWith("<Hangup/></Response>");
        // When: the bridge redeems the token; a second time is refused
        JsonPath brief = redeem(token, placed.sid()).statusCode(200).extract().jsonPath();
        redeem(token, placed.sid()).statusCode(409);
        redeem(token, "CAother").statusCode(403);
        assertThat(brief.getString("instructions"))
                .contains("\nBusiness: Good Plumbing\n", "\nConsumer need: a leak\n");
        assertThat(brief.getString("opening"))
                .contains("Good Plumbing", "LeadFlip", "AI assistant", "press 9");
        // When: they talk, an appointment is noted, the call ends
        String start = LocalDateTime.now().plusDays(3).truncatedTo(ChronoUnit.MINUTES).toString();
        atDoor(
                        "/internal/attempts/" + placed.attempt() + "/appointments",
                        "{\"start\":\"" + start + "\",\"note\":\"leak\"}")
                .statusCode(204);
        SealKey key = SealKey.of(brief.getString("sealKey"));
        talk(subject, placed, key, "Yes, that works for me.");
        status(placed, "completed", 3, Map.of("CallDuration", "42")).statusCode(204);
        // Then
        CallConcluded concluded = awaitFact(CallConcluded.class, subject);
        assertThat(concluded.outcome()).isEqualTo(CallOutcome.GOAL_ACHIEVED);
        assertThat(concluded.appointmentAt()).isNotNull();
        assertThat(concluded.transcriptComplete()).isTrue();
        assertThat(concluded.costUsd()).isPositive();
        assertThat(concluded.attempts()).isEqualTo(1);
        assertThat(facts(CallDialing.class, subject)).hasSize(1);
        assertThat(facts(CallEnded.class, subject)).hasSize(1);
        JsonPath read =
                fromDoor("/internal/calls/" + subject.callId())
                        .statusCode(200)
                        .extract()
                        .jsonPath();
        assertThat(read.getString("status")).isEqualTo("CONCLUDED");
        assertThat(read.getString("summary")).isNotBlank();
        assertThat(read.getString("decisions[0].verdict")).isEqualTo("ALLOW");
        assertThat(read.getList("decisions[0].notes", String.class))
                .anyMatch(note -> note.contains("sandbox"));
        assertThat(
                        fromDoor("/internal/calls/" + subject.callId() + "/transcript")
                                .extract()
                                .jsonPath()
                                .getList("turns.text"))
                .containsExactly("Is tomorrow fine?", "Yes, that works for me.");
    }

    @Test
    void shouldAbsorbEveryRepetition() {
        // Given
        Subject subject = subject();
        Event request = events.tell(Source.LEAD_INTAKE, subject.requested());
        // When: the request comes again, as the same event and as another
        events.deliver(request);
        events.tell(Source.LEAD_INTAKE, subject.requested());
        Placed placed = dialled(subject);
        // And: callbacks come twice, late and out of order
        status(placed, "in-progress", 2, Map.of()).statusCode(204);
        status(placed, "ringing", 1, Map.of()).statusCode(204);
        status(placed, "in-progress", 2, Map.of()).statusCode(204);
        status(placed, "busy", 3, Map.of()).statusCode(204);
        status(placed, "busy", 3, Map.of()).statusCode(204);
        status(placed, "completed", 4, Map.of("CallDuration", "9")).statusCode(204);
        // Then
        await().atMost(WITHIN).until(() -> !facts(CallEnded.class, subject).isEmpty());
        assertThat(facts(CallEnded.class, subject))
                .singleElement()
                .extracting(CallEnded::result)
                .isEqualTo(CallOutcome.BUSY);
        assertThat(OutsideWorld.TWILIO.requestsTo(subject.phone())).isEqualTo(1);
        assertThat(facts(CallScheduled.class, subject))
                .extracting(CallScheduled::attempt)
                .containsExactly(1, 2);
    }

    /// Thread: elizaOS/eliza#22382
    @Test
    void shouldAdoptTheCallThatTwilioMadeButDidNotConfirm() {
        // Given
        Subject subject = subject();
        OutsideWorld.TWILIO.next(subject.phone(), Answer.TIMEOUT_WITH_EFFECT);
        // When
        events.tell(Source.LEAD_INTAKE, subject.requested());
        // Then
        awaitFact(CallDialing.class, subject);
        assertThat(sid(subject))
                .isEqualTo(OutsideWorld.TWILIO.to(subject.phone()).getFirst().sid());
        assertThat(OutsideWorld.TWILIO.requestsTo(subject.phone())).isEqualTo(1);
    }

    @Test
    void shouldAdoptByWebhookAfterAServerError() {
        // Given
        Subject subject = subject();
        OutsideWorld.TWILIO.next(subject.phone(), Answer.ERROR_WITH_EFFECT);
        events.tell(Source.LEAD_INTAKE, subject.requested());
        await().atMost(WITHIN).until(() -> !OutsideWorld.TWILIO.to(subject.phone()).isEmpty());
        Placed placed = OutsideWorld.TWILIO.to(subject.phone()).getFirst();
        // When
        status(placed, "ringing", 1, Map.of()).statusCode(204);
        // Then
        awaitFact(CallDialing.class, subject);
        assertThat(facts(CallDialing.class, subject)).hasSize(1);
        assertThat(OutsideWorld.TWILIO.requestsTo(subject.phone())).isEqualTo(1);
    }

    /// Thread: voygr/placecall#34 Thread: CALLE-AI#150
    @Test
    void shouldNeverDialAgainWhenNobodyKnowsWhetherItRang() {
        // Given
        Subject subject = subject();
        OutsideWorld.TWILIO.next(subject.phone(), Answer.TIMEOUT_WITHOUT_EFFECT);
        // When
        events.tell(Source.LEAD_INTAKE, subject.requested());
        // Then
        awaitFact(CallUnknown.class, subject);
        assertThat(OutsideWorld.TWILIO.requestsTo(subject.phone())).isEqualTo(1);
        assertThat(status(subject)).isEqualTo("UNKNOWN");
    }

    /// Thread: openclaw/openclaw#48739
    @Test
    void shouldNotDialWhenTheProcessDiedAfterTheIntent() {
        // Given: a call whose intent is committed and whose dialling is done again from the start
        Subject subject = subject();
        OutsideWorld.TWILIO.next(subject.phone(), Answer.TIMEOUT_WITH_EFFECT);
        events.tell(Source.LEAD_INTAKE, subject.requested());
        await().atMost(WITHIN).until(() -> OutsideWorld.TWILIO.requestsTo(subject.phone()) == 1);
        // When
        update(
                "update work set state = 'OPEN', due_at = now(), leased_until = null, fence = fence + 1 where kind = 'dial' and key like $1",
                subject.callId() + ":%");
        awaitFact(CallDialing.class, subject);
        await().atMost(WITHIN)
                .until(
                        () ->
                                count(
                                                "select count(*) from work where kind = 'dial' and state = 'DONE' and key like $1",
                                                subject.callId() + ":%")
                                        == 1);
        // Then
        assertThat(OutsideWorld.TWILIO.requestsTo(subject.phone())).isEqualTo(1);
    }

    @Test
    void shouldDialLaterWhenTwilioIsBusy() {
        // Given
        Subject subject = subject();
        OutsideWorld.TWILIO.next(subject.phone(), Answer.TOO_MANY_REQUESTS);
        // When
        events.tell(Source.LEAD_INTAKE, subject.requested());
        // Then
        awaitFact(CallDialing.class, subject);
        assertThat(OutsideWorld.TWILIO.requestsTo(subject.phone())).isEqualTo(2);
        assertThat(OutsideWorld.TWILIO.to(subject.phone())).hasSize(1);
    }

    @Test
    void shouldConcludeAsFailedWhenTheNumberIsNoGood() {
        // Given
        Subject subject = subject();
        OutsideWorld.TWILIO.next(subject.phone(), Answer.BAD_NUMBER);
        // When
        events.tell(Source.LEAD_INTAKE, subject.requested());
        // Then
        assertThat(awaitFact(CallConcluded.class, subject).outcome()).isEqualTo(CallOutcome.FAILED);
        assertThat(OutsideWorld.TWILIO.requestsTo(subject.phone())).isEqualTo(1);
    }

    @Test
    void shouldDenyWithoutConsentAndKeepTheDecision() {
        // Given
        Subject subject = subject();
        OutsideWorld.INTAKE.permit(subject.permit(null, false));
        // When
        events.tell(Source.LEAD_INTAKE, subject.requested());
        // Then
        CallDenied denied = awaitFact(CallDenied.class, subject);
        assertThat(denied.rules()).contains("CMP-01");
        assertThat(status(subject)).isEqualTo("DENIED");
        assertThat(
                        count(
                                "select count(*) from contact_decision where id = $1 and verdict = 'DENY'",
                                denied.decisionId()))
                .isEqualTo(1);
        assertThat(OutsideWorld.TWILIO.requestsTo(subject.phone())).isZero();
    }

    @Test
    void shouldDeferTheFourthCallToAPhoneWithinADay() {
        // Given: three calls to one phone found it busy
        Subject first = subject();
        for (int i = 0; i < 3; i++) {
            Subject call = i == 0 ? first : first.anotherCall();
            OutsideWorld.INTAKE.permit(call.permit(call.consent(), false));
            events.tell(Source.LEAD_INTAKE, call.requested());
            awaitFact(CallDialing.class, call);
            Placed placed = OutsideWorld.TWILIO.to(first.phone()).getLast();
            status(placed, "busy", 1, Map.of()).statusCode(204);
        }
        Subject fourth = first.anotherCall();
        OutsideWorld.INTAKE.permit(fourth.permit(fourth.consent(), false));
        // When
        events.tell(Source.LEAD_INTAKE, fourth.requested());
        // Then
        CallScheduled scheduled = awaitFact(CallScheduled.class, fourth);
        assertThat(scheduled.dueAt()).isAfter(Instant.now().plus(Duration.ofHours(23)));
        assertThat(OutsideWorld.TWILIO.requestsTo(first.phone())).isEqualTo(3);
    }

    @Test
    void shouldCancelAWaitingCallWhenStopped() {
        // Given
        Subject subject = subject();
        events.tell(
                Source.LEAD_INTAKE, subject.requestedFor(Instant.now().plus(Duration.ofDays(1))));
        awaitFact(CallScheduled.class, subject);
        // When
        events.tell(
                Source.LEAD_INTAKE,
                new CallStopRequested(
                        subject.leadId(), subject.callId(), Party.CONSUMER, Instant.now()));
        // Then
        assertThat(awaitFact(CallCancelled.class, subject).reason()).isEqualTo("stopped");
        assertThat(status(subject)).isEqualTo("CANCELLED");
    }

    @Test
    void shouldCancelAWaitingCallThatNobodyDialsAnyMore() {
        // Given
        Subject subject = subject();
        events.tell(
                Source.LEAD_INTAKE, subject.requestedFor(Instant.now().plus(Duration.ofDays(1))));
        awaitFact(CallScheduled.class, subject);
        // When
        update(
                "update work set due_at = now(), claims = 100 where kind = 'dial' and key like $1",
                subject.callId() + ":%");
        // Then
        assertThat(awaitFact(CallCancelled.class, subject).reason()).isEqualTo("given-up");
        assertThat(status(subject)).isEqualTo("CANCELLED");
        assertThat(OutsideWorld.TWILIO.requestsTo(subject.phone())).isZero();
    }

    @Test
    void shouldLeaveInDoubtWhatNobodyReconcilesAnyMore() {
        // Given
        Subject subject = subject();
        OutsideWorld.TWILIO.next(subject.phone(), Answer.TIMEOUT_WITHOUT_EFFECT);
        events.tell(Source.LEAD_INTAKE, subject.requested());
        await().atMost(WITHIN).until(() -> OutsideWorld.TWILIO.requestsTo(subject.phone()) == 1);
        // When
        update(
                "update work set due_at = now(), claims = 100, leased_until = null, fence = fence + 1 where kind = 'reconcile' and key in (select id::text from attempt where call_id = $1)",
                subject.callId());
        // Then
        awaitFact(CallUnknown.class, subject);
        assertThat(
                        count(
                                "select count(*) from work where kind = 'reconcile' and state = 'ABANDONED' and key in (select id::text from attempt where call_id = $1)",
                                subject.callId()))
                .isEqualTo(1);
        assertThat(status(subject)).isEqualTo("UNKNOWN");
    }

    @Test
    void shouldEndALiveCallWhenStopped() {
        // Given
        Subject subject = subject();
        events.tell(Source.LEAD_INTAKE, subject.requested());
        Placed placed = dialled(subject);
        status(placed, "in-progress", 1, Map.of()).statusCode(204);
        // When
        events.tell(
                Source.LEAD_INTAKE,
                new CallStopRequested(
                        subject.leadId(), subject.callId(), Party.CONSUMER, Instant.now()));
        // Then
        await().atMost(WITHIN).until(() -> OutsideWorld.TWILIO.ended(placed.sid()));
        assertThat(document(subject, placed)).contains("<Response><Hangup/></Response>");
        status(placed, "completed", 2, Map.of("CallDuration", "5")).statusCode(204);
        assertThat(awaitFact(CallConcluded.class, subject).outcome())
                .isEqualTo(CallOutcome.PLATFORM_ENDED);
    }

    @Test
    void shouldSuppressAndCancelEverythingOnAnOptOut() {
        // Given: a live call and a waiting one to the same phone
        Subject subject = subject();
        events.tell(Source.LEAD_INTAKE, subject.requested());
        Placed placed = dialled(subject);
        redeem(between(document(subject, placed), "name=\"token\" value=\"", "\""), placed.sid())
                .statusCode(200);
        status(placed, "in-progress", 1, Map.of()).statusCode(204);
        Subject waiting = subject.anotherCall();
        OutsideWorld.INTAKE.permit(waiting.permit(waiting.consent(), false));
        events.tell(
                Source.LEAD_INTAKE, waiting.requestedFor(Instant.now().plus(Duration.ofDays(1))));
        awaitFact(CallScheduled.class, waiting);
        // When
        atDoor("/internal/attempts/" + placed.attempt() + "/opt-outs", "{\"heardBy\":\"voice\"}")
                .statusCode(204);
        atDoor("/internal/attempts/" + placed.attempt() + "/opt-outs", "{\"heardBy\":\"voice\"}")
                .statusCode(204);
        // Then
        assertThat(
                        events.told(ContactSuppressed.class).stream()
                                .filter(fact -> fact.contactKey().equals(subject.contactKey())))
                .hasSize(1);
        assertThat(awaitFact(CallCancelled.class, waiting).reason())
                .isEqualTo("contact-suppressed");
        // And: the confirmation may still be heard; without the bridge the call ends by itself
        assertThat(
                        count(
                                "select count(*) from attempt where id = $1 and stop_reason is null",
                                placed.attempt()))
                .isEqualTo(1);
        await().atMost(WITHIN).until(() -> OutsideWorld.TWILIO.ended(placed.sid()));
        status(placed, "completed", 2, Map.of("CallDuration", "8")).statusCode(204);
        assertThat(awaitFact(CallConcluded.class, subject).outcome())
                .isEqualTo(CallOutcome.OPTED_OUT);
    }

    @Test
    void shouldSuppressWhenOnlyTheLastFactOfTheBridgeTellsOfAnOptOut() {
        // Given: a live call whose bridge could not reach the door
        Subject subject = subject();
        events.tell(Source.LEAD_INTAKE, subject.requested());
        Placed placed = dialled(subject);
        redeem(between(document(subject, placed), "name=\"token\" value=\"", "\""), placed.sid())
                .statusCode(200);
        status(placed, "in-progress", 1, Map.of()).statusCode(204);
        // When: the fact comes, twice
        Event ended =
                events.tell(
                        Source.MEDIA_BRIDGE,
                        new MediaEnded(
                                subject.leadId(),
                                subject.callId(),
                                placed.attempt(),
                                1,
                                MediaEndReason.OPTED_OUT,
                                9_000,
                                new ModelUsage("gpt-realtime", 0, 0, 0, 0, 0),
                                Instant.now()));
        events.deliver(ended);
        // Then
        await().atMost(WITHIN).until(() -> !suppressions(subject).isEmpty());
        status(placed, "completed", 2, Map.of("CallDuration", "9")).statusCode(204);
        assertThat(awaitFact(CallConcluded.class, subject).outcome())
                .isEqualTo(CallOutcome.OPTED_OUT);
        assertThat(suppressions(subject)).hasSize(1);
        assertThat(
                        count(
                                "select count(*) from suppression where contact_key = $1",
                                subject.contactKey()))
                .isEqualTo(1);
    }

    @Test
    void shouldSuppressWhenOnlyTheWordsTellOfAnOptOut() {
        // Given
        Subject subject = subject();
        events.tell(Source.LEAD_INTAKE, subject.requested());
        Placed placed = dialled(subject);
        String token = between(document(subject, placed), "name=\"token\" value=\"", "\"");
        SealKey key =
                SealKey.of(redeem(token, placed.sid()).extract().jsonPath().getString("sealKey"));
        status(placed, "in-progress", 1, Map.of()).statusCode(204);
        // When
        talk(subject, placed, key, "Do not call me again.");
        status(placed, "completed", 2, Map.of("CallDuration", "9")).statusCode(204);
        // Then
        assertThat(awaitFact(CallConcluded.class, subject).outcome())
                .isEqualTo(CallOutcome.OPTED_OUT);
        assertThat(suppressions(subject)).hasSize(1);
    }

    @Test
    void shouldTellAnOptOutOnceWhenTheDoorIsAskedManyTimesAtOnce() {
        // Given
        Subject subject = subject();
        events.tell(Source.LEAD_INTAKE, subject.requested());
        Placed placed = dialled(subject);
        String path = "/internal/attempts/" + placed.attempt();
        // When
        IntStream.range(0, 6)
                .mapToObj(
                        i ->
                                CompletableFuture.runAsync(
                                        () -> atDoor(path + "/opt-outs", "{}").statusCode(204)))
                .toList()
                .forEach(CompletableFuture::join);
        atDoor(path + "/hang-ups", "{}").statusCode(202);
        atDoor(path + "/hang-ups", "{}").statusCode(202);
        // Then
        await().atMost(WITHIN).until(() -> OutsideWorld.TWILIO.ended(placed.sid()));
        assertThat(suppressions(subject)).hasSize(1);
        status(placed, "completed", 1, Map.of("CallDuration", "3")).statusCode(204);
        atDoor(path + "/hang-ups", "{}").statusCode(202);
        atDoor(path + "/opt-outs", "{}").statusCode(204);
        assertThat(suppressions(subject)).hasSize(1);
    }

    @Test
    void shouldHangUpWhenTheGateNoLongerAllowsTheAnsweredCall() {
        // Given: the consent ends while the phone rings
        Subject subject = subject();
        events.tell(Source.LEAD_INTAKE, subject.requested());
        Placed placed = dialled(subject);
        OutsideWorld.INTAKE.permit(
                subject.permit(subject.consentUntil(Instant.now().minusSeconds(1)), false));
        // When
        String document = document(subject, placed);
        // Then
        assertThat(document).contains("<Response><Hangup/></Response>");
        assertThat(
                        count(
                                "select count(*) from contact_decision where attempt_id = $1 and verdict = 'DENY' and 'CMP-01' = any(rules)",
                                placed.attempt()))
                .isEqualTo(1);
        await().atMost(WITHIN).until(() -> OutsideWorld.TWILIO.ended(placed.sid()));
    }

    @Test
    void shouldDialWithADecisionThatAllowsThisVeryAttemptOnly() {
        // Given
        Subject subject = subject();
        events.tell(Source.LEAD_INTAKE, subject.requested());
        Placed placed = dialled(subject);
        // Then
        assertThat(
                        count(
                                """
                                select count(*) from attempt a join contact_decision d
                                on d.id = a.decision_id and d.attempt_id = a.id and d.verdict = 'ALLOW' where a.id = $1""",
                                placed.attempt()))
                .isEqualTo(1);
        assertThatThrownBy(
                        () ->
                                update(
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
    void shouldDenyWhenThePermitIsAnotherCalls() {
        // Given
        Subject subject = subject();
        OutsideWorld.INTAKE.permit(
                subject.callId(), subject.anotherCall().permit(subject.consent(), false));
        // When
        events.tell(Source.LEAD_INTAKE, subject.requested());
        // Then
        assertThat(awaitFact(CallDenied.class, subject).rules()).containsExactly("PERMIT");
        assertThat(OutsideWorld.TWILIO.requestsTo(subject.phone())).isZero();
    }

    @Test
    void shouldNotDialAgainWhenTheLineBreaksAfterTheAnswer() {
        // Given
        Subject subject = subject();
        events.tell(Source.LEAD_INTAKE, subject.requested());
        Placed placed = dialled(subject);
        status(placed, "in-progress", 1, Map.of()).statusCode(204);
        // When
        status(placed, "failed", 2, Map.of("CallDuration", "4")).statusCode(204);
        // Then
        assertThat(awaitFact(CallConcluded.class, subject).outcome())
                .isEqualTo(CallOutcome.PLATFORM_ENDED);
        assertThat(facts(CallScheduled.class, subject)).hasSize(1);
    }

    @Test
    void shouldNotTryAgainWhenStoppedWhileAFaxIsHungUpOn() {
        // Given
        Subject subject = subject();
        events.tell(Source.LEAD_INTAKE, subject.requested());
        Placed placed = dialled(subject);
        status(placed, "in-progress", 1, Map.of()).statusCode(204);
        post(
                        "/api/webhooks/twilio/amd?attempt=" + placed.attempt(),
                        placed.sid(),
                        Map.of("AnsweredBy", "fax"))
                .statusCode(204);
        // When
        events.tell(
                Source.LEAD_INTAKE,
                new CallStopRequested(
                        subject.leadId(), subject.callId(), Party.CONSUMER, Instant.now()));
        await().atMost(WITHIN)
                .until(
                        () ->
                                count(
                                                "select count(*) from attempt where id = $1 and stop_reason = 'STOPPED'",
                                                placed.attempt())
                                        == 1);
        status(placed, "completed", 2, Map.of("CallDuration", "3")).statusCode(204);
        // Then
        assertThat(awaitFact(CallCancelled.class, subject).reason()).isEqualTo("stopped");
        assertThat(facts(CallScheduled.class, subject)).hasSize(1);
    }

    @Test
    void shouldHangUpOnAFax() {
        // Given
        Subject subject = subject();
        events.tell(Source.LEAD_INTAKE, subject.requested());
        Placed placed = dialled(subject);
        status(placed, "in-progress", 1, Map.of()).statusCode(204);
        // When
        post(
                        "/api/webhooks/twilio/amd?attempt=" + placed.attempt(),
                        placed.sid(),
                        Map.of("AnsweredBy", "fax"))
                .statusCode(204);
        // Then
        await().atMost(WITHIN).until(() -> OutsideWorld.TWILIO.ended(placed.sid()));
        status(placed, "completed", 2, Map.of("CallDuration", "3")).statusCode(204);
        assertThat(awaitFact(CallEnded.class, subject).result()).isEqualTo(CallOutcome.VOICEMAIL);
    }

    /// Thread: openclaw/openclaw#18437
    @Test
    void shouldLetTheBridgeLeaveAMessageAndTryAgainLater() {
        // Given
        Subject subject = subject();
        events.tell(Source.LEAD_INTAKE, subject.requested());
        Placed placed = dialled(subject);
        assertThat(placed.form().get("MachineDetection")).isEqualTo("DetectMessageEnd");
        status(placed, "in-progress", 1, Map.of()).statusCode(204);
        String door = "/internal/attempts/" + placed.attempt();
        assertThat(answeredBy(placed)).isNull();
        // When
        post(
                        "/api/webhooks/twilio/amd?attempt=" + placed.attempt(),
                        placed.sid(),
                        Map.of("AnsweredBy", "machine_end_beep"))
                .statusCode(204);
        // Then
        assertThat(answeredBy(placed)).isEqualTo("machine_end_beep");
        assertThat(OutsideWorld.TWILIO.ended(placed.sid())).isFalse();
        atDoor(door + "/hang-ups", "{\"reason\":\"VOICEMAIL\"}").statusCode(202);
        status(placed, "completed", 2, Map.of("CallDuration", "19")).statusCode(204);
        assertThat(awaitFact(CallEnded.class, subject).result()).isEqualTo(CallOutcome.VOICEMAIL);
        await().atMost(WITHIN).until(() -> facts(CallScheduled.class, subject).size() == 2);
        assertThat(facts(CallScheduled.class, subject).getLast().dueAt())
                .isAfter(Instant.now().plus(Duration.ofHours(3)));
    }

    @Test
    void shouldTakeACallForVoicemailWhenTheBridgeKnewTheMachineByItsWords() {
        // Given
        Subject subject = subject();
        events.tell(Source.LEAD_INTAKE, subject.requested());
        Placed placed = dialled(subject);
        status(placed, "in-progress", 1, Map.of()).statusCode(204);
        // When
        atDoor("/internal/attempts/" + placed.attempt() + "/hang-ups", "{\"reason\":\"VOICEMAIL\"}")
                .statusCode(202);
        post(
                        "/api/webhooks/twilio/amd?attempt=" + placed.attempt(),
                        placed.sid(),
                        Map.of("AnsweredBy", "human"))
                .statusCode(204);
        status(placed, "completed", 2, Map.of("CallDuration", "19")).statusCode(204);
        // Then
        assertThat(awaitFact(CallEnded.class, subject).result()).isEqualTo(CallOutcome.VOICEMAIL);
    }

    @Test
    void shouldTellTheBusinessThatAPersonWasAskedFor() {
        // Given
        Subject subject = subject();
        events.tell(Source.LEAD_INTAKE, subject.requested());
        Placed placed = dialled(subject);
        String document = document(subject, placed);
        status(placed, "in-progress", 1, Map.of()).statusCode(204);
        String token = between(document, "name=\"token\" value=\"", "\"");
        JsonPath brief = redeem(token, placed.sid()).statusCode(200).extract().jsonPath();
        // When: twice, which is once
        String door = "/internal/attempts/" + placed.attempt() + "/human-requests";
        atDoor(door, "{}").statusCode(204);
        atDoor(door, "{}").statusCode(204);
        talk(
                subject,
                placed,
                SealKey.of(brief.getString("sealKey")),
                "I want to talk to somebody.");
        status(placed, "completed", 2, Map.of("CallDuration", "20")).statusCode(204);
        // Then
        awaitFact(CallConcluded.class, subject);
        assertThat(
                        fromDoor("/internal/calls/" + subject.callId())
                                .extract()
                                .jsonPath()
                                .getString("nextAction"))
                .isEqualTo("Call the consumer back: they asked for a person.");
    }

    @Test
    void shouldHaveNoAdviceWithoutAnAdvisor() {
        // Given
        Subject subject = subject();
        events.tell(Source.LEAD_INTAKE, subject.requested());
        Placed placed = dialled(subject);
        String door = "/internal/attempts/" + placed.attempt() + "/advice";
        // Then
        atDoor(door, "{\"question\":\"Do you repair heat pumps?\"}").statusCode(204);
        atDoor(door, "{\"question\":\" \"}").statusCode(422);
    }

    @Test
    void shouldEndACallThatNobodyElseEnds() {
        // Given: neither the provider nor the bridge kept to the limit of 240 s
        Subject subject = subject();
        events.tell(Source.LEAD_INTAKE, subject.requested());
        Placed placed = dialled(subject);
        status(placed, "in-progress", 1, Map.of()).statusCode(204);
        OutsideWorld.TWILIO.status(placed.sid(), "in-progress");
        // When
        update(
                "update attempt set answered_at = now() - interval '5 minutes' where provider_call_sid = $1",
                placed.sid());
        // Then
        await().atMost(WITHIN).until(() -> OutsideWorld.TWILIO.ended(placed.sid()));
    }

    @Test
    void shouldAskTwilioWhenCallbacksStayAway() {
        // Given
        Subject subject = subject();
        events.tell(Source.LEAD_INTAKE, subject.requested());
        Placed placed = dialled(subject);
        // When
        OutsideWorld.TWILIO.status(placed.sid(), "no-answer");
        // Then
        assertThat(awaitFact(CallEnded.class, subject).result()).isEqualTo(CallOutcome.NO_ANSWER);
    }

    @Test
    void shouldConcludeWithAPartialTranscriptWhenTheBridgeDies() {
        // Given
        Subject subject = subject();
        events.tell(Source.LEAD_INTAKE, subject.requested());
        Placed placed = dialled(subject);
        String token = between(document(subject, placed), "name=\"token\" value=\"", "\"");
        SealKey key =
                SealKey.of(redeem(token, placed.sid()).extract().jsonPath().getString("sealKey"));
        status(placed, "in-progress", 1, Map.of()).statusCode(204);
        events.tell(
                Source.MEDIA_BRIDGE,
                turn(subject, placed, 2, Speaker.CALLER, key.seal("No thanks, not interested.")));
        // And: a turn that nobody can open
        events.tell(
                Source.MEDIA_BRIDGE,
                turn(subject, placed, 3, Speaker.AGENT, SealKey.random().seal("lost")));
        // When
        status(placed, "completed", 2, Map.of("CallDuration", "8")).statusCode(204);
        // Then
        CallConcluded concluded = awaitFact(CallConcluded.class, subject);
        assertThat(concluded.transcriptComplete()).isFalse();
        assertThat(concluded.outcome()).isEqualTo(CallOutcome.DECLINED);
    }

    /// Thread: yap#1589
    @Test
    void shouldRefuseForgedAndForeignWebhooks() {
        // Given
        Subject subject = subject();
        events.tell(Source.LEAD_INTAKE, subject.requested());
        Placed placed = dialled(subject);
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
        post(path, "CAother", Map.of("CallStatus", "completed")).statusCode(403);
        post(
                        "/api/webhooks/twilio/status?attempt=" + UUID.randomUUID(),
                        placed.sid(),
                        Map.of("CallStatus", "completed"))
                .statusCode(403);
        post(
                        "/api/webhooks/twilio/status?attempt=nonsense",
                        placed.sid(),
                        Map.of("CallStatus", "completed"))
                .statusCode(403);
        post(
                        "/api/twiml/call/" + UUID.randomUUID() + "?attempt=" + placed.attempt(),
                        placed.sid(),
                        Map.of())
                .statusCode(403);
        given().body("x").post("/api/twiml/call/nonsense").then().statusCode(403);
        post(path, placed.sid(), Map.of("CallStatus", "nonsense")).statusCode(400);
        given().get("/q/metrics")
                .then()
                .body(org.hamcrest.Matchers.containsString("leadflip_webhooks_refused_total"));
        assertThat(facts(CallEnded.class, subject)).isEmpty();
    }

    @Test
    void shouldPreviewTheGateWithoutStoringAnything() {
        // Given
        Subject subject = subject();
        String permit = json(subject.permit(subject.consent(), true));
        // When
        JsonPath answer =
                atDoorAs("lead-intake", "/internal/eligibility", permit)
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
        Subject subject = subject();
        JsonObject permit =
                new JsonObject(json(subject.permit(subject.consent(), false)))
                        .putNull("callId")
                        .putNull("requestedAt")
                        .put("purpose", CallPurpose.CONSUMER_CALLBACK.wire());
        permit.getJsonObject("consent")
                .put("purposes", new JsonArray().add(CallPurpose.CONSUMER_CALLBACK.wire()));
        // When
        JsonPath answer =
                atDoorAs("lead-intake", "/internal/eligibility", permit.encode())
                        .statusCode(200)
                        .extract()
                        .jsonPath();
        // Then
        assertThat(answer.getString("verdict")).isEqualTo("ALLOW");
    }

    @Test
    void shouldTakeNoPermitThatLeavesSuppressionOut() {
        // Given
        Subject subject = subject();
        JsonObject permit = new JsonObject(json(subject.permit(subject.consent(), false)));
        permit.remove("suppressed");
        // Then
        atDoorAs("lead-intake", "/internal/eligibility", permit.encode())
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void shouldAnswerBadInputWithProblems() {
        atDoor("/internal/streams/redemptions", "{\"token\":\"x\"}").statusCode(403);
        atDoor("/internal/streams/redemptions", "not json").statusCode(400);
        atDoor("/internal/attempts/" + UUID.randomUUID() + "/opt-outs", "{}").statusCode(404);
        atDoor(
                        "/internal/attempts/" + UUID.randomUUID() + "/appointments",
                        "{\"start\":\"tomorrow\"}")
                .statusCode(422);
        atDoor(
                        "/internal/attempts/" + UUID.randomUUID() + "/appointments",
                        "{\"start\":\"+999999999-01-01T10:00\"}")
                .statusCode(422);
        fromDoor("/internal/calls/" + UUID.randomUUID()).statusCode(404);
        given().get("/internal/calls/" + UUID.randomUUID()).then().statusCode(404);
    }

    private Subject subject() {
        Subject subject = Subject.fresh("+1317555%04d".formatted(NUMBERS.incrementAndGet()));
        OutsideWorld.INTAKE.permit(subject.permit(subject.consent(), false));
        return subject;
    }

    private Placed dialled(Subject subject) {
        awaitFact(CallDialing.class, subject);
        return OutsideWorld.TWILIO.to(subject.phone()).getLast();
    }

    private void talk(Subject subject, Placed placed, SealKey key, String answer) {
        events.tell(
                Source.MEDIA_BRIDGE,
                new MediaStarted(
                        subject.leadId(),
                        subject.callId(),
                        placed.attempt(),
                        1,
                        "MZ1",
                        Instant.now()));
        events.tell(
                Source.MEDIA_BRIDGE,
                turn(subject, placed, 2, Speaker.AGENT, key.seal("Is tomorrow fine?")));
        events.tell(
                Source.MEDIA_BRIDGE, turn(subject, placed, 3, Speaker.CALLER, key.seal(answer)));
        events.tell(
                Source.MEDIA_BRIDGE,
                new MediaEnded(
                        subject.leadId(),
                        subject.callId(),
                        placed.attempt(),
                        4,
                        MediaEndReason.AGENT_ENDED,
                        40_000,
                        new ModelUsage("gpt-realtime", 100, 4000, 2000, 50, 3000),
                        Instant.now()));
    }

    private static MediaTurn turn(
            Subject subject, Placed placed, int number, Speaker speaker, String sealed) {
        return new MediaTurn(
                subject.leadId(),
                subject.callId(),
                placed.attempt(),
                number,
                speaker,
                sealed,
                0,
                900,
                false);
    }

    private String document(Subject subject, Placed placed) {
        return post(
                        "/api/twiml/call/" + subject.callId() + "?attempt=" + placed.attempt(),
                        placed.sid(),
                        Map.of("CallStatus", "in-progress"))
                .statusCode(200)
                .extract()
                .asString();
    }

    private static ValidatableResponse status(
            Placed placed, String status, int sequence, Map<String, String> more) {
        Map<String, String> fields = new LinkedHashMap<>(more);
        fields.put("CallStatus", status);
        fields.put("SequenceNumber", Integer.toString(sequence));
        return post(
                "/api/webhooks/twilio/status?attempt=" + placed.attempt(), placed.sid(), fields);
    }

    /// Posts as Twilio does.
    private static ValidatableResponse post(String path, String sid, Map<String, String> more) {
        Map<String, String> fields = new LinkedHashMap<>(more);
        fields.put("CallSid", sid);
        fields.put("AccountSid", OutsideWorld.ACCOUNT);
        String body =
                fields.entrySet().stream()
                        .map(
                                field ->
                                        field.getKey()
                                                + "="
                                                + URLEncoder.encode(
                                                        field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        return given().contentType("application/x-www-form-urlencoded")
                .header(
                        "X-Twilio-Signature",
                        TwilioSigner.sign(
                                OutsideWorld.ORIGIN + path, fields, OutsideWorld.AUTH_TOKEN))
                .body(body)
                .post(path)
                .then();
    }

    private ValidatableResponse redeem(String token, String sid) {
        return atDoor(
                "/internal/streams/redemptions",
                "{\"token\":\"%s\",\"callSid\":\"%s\",\"streamSid\":\"MZ1\",\"bridgeId\":\"b1\"}"
                        .formatted(token, sid));
    }

    private ValidatableResponse atDoor(String path, String body) {
        return atDoorAs("media-bridge", path, body);
    }

    private ValidatableResponse atDoorAs(String caller, String path, String body) {
        return given().port(door.port())
                .header("Authorization", "Bearer " + bridge.token(caller))
                .contentType("application/json")
                .body(body)
                .post(path)
                .then();
    }

    private String answeredBy(Placed placed) {
        return fromDoorAs("media-bridge", "/internal/attempts/" + placed.attempt() + "/answered-by")
                .statusCode(200)
                .extract()
                .jsonPath()
                .getString("answeredBy");
    }

    private ValidatableResponse fromDoor(String path) {
        return fromDoorAs("lead-intake", path);
    }

    private ValidatableResponse fromDoorAs(String caller, String path) {
        return given().port(door.port())
                .header("Authorization", "Bearer " + bridge.token(caller))
                .get(path)
                .then();
    }

    private <F extends CallFact> F awaitFact(Class<F> type, Subject subject) {
        await().atMost(WITHIN).until(() -> !facts(type, subject).isEmpty());
        return facts(type, subject).getFirst();
    }

    private <F extends CallFact> List<F> facts(Class<F> type, Subject subject) {
        return events.told(type).stream()
                .filter(fact -> fact.callId().equals(subject.callId()))
                .toList();
    }

    private List<ContactSuppressed> suppressions(Subject subject) {
        return events.told(ContactSuppressed.class).stream()
                .filter(fact -> fact.contactKey().equals(subject.contactKey()))
                .toList();
    }

    private String status(Subject subject) {
        return transactions
                .run(() -> sql.first("select status from call where id = $1", subject.callId()))
                .await()
                .atMost(WITHIN)
                .orElseThrow()
                .text(0);
    }

    private String sid(Subject subject) {
        return transactions
                .run(
                        () ->
                                sql.first(
                                        "select provider_call_sid from attempt where call_id = $1",
                                        subject.callId()))
                .await()
                .atMost(WITHIN)
                .orElseThrow()
                .text(0);
    }

    private int count(String query, Object argument) {
        return transactions
                .run(() -> sql.first(query, argument))
                .await()
                .atMost(WITHIN)
                .orElseThrow()
                .integer(0);
    }

    private void update(String statement, Object argument) {
        transactions.run(() -> sql.update(statement, argument)).await().atMost(WITHIN);
    }

    private static String json(CallPermit permit) {
        try {
            return io.leadflip.contracts.event.EventJson.mapper().writeValueAsString(permit);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static String between(String text, String from, String to) {
        int start = text.indexOf(from) + from.length();
        return text.substring(start, text.indexOf(to, start));
    }
}
