package io.leadflip.calls;

import static io.leadflip.calls.CallDesk.WITHIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.calls.TwilioApi.Answer;
import io.leadflip.calls.TwilioApi.Placed;
import io.leadflip.contracts.event.CallFact.CallConcluded;
import io.leadflip.contracts.event.CallFact.CallDialing;
import io.leadflip.contracts.event.CallFact.CallUnknown;
import io.leadflip.contracts.event.Source;
import io.leadflip.contracts.value.CallOutcome;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.leadflip.platform.testing.TestEvents;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever Twilio answers, and whoever dies while it is asked: a phone rings once or not at all,
/// and what nobody knows is left in doubt.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "calls"))
@WithTestResource(OutsideWorld.class)
class DialOnceTest {
    @Inject TestEvents events;
    @Inject CallDesk desk;

    @BeforeEach
    void bridgeIsThere() {
        desk.bridgeIsThere();
    }

    /// Thread: elizaOS/eliza#22382 Thread: elizaOS/eliza#22384
    @Test
    void shouldAdoptTheCallThatTwilioMadeButDidNotConfirm() {
        // Given
        Subject subject = desk.subject();
        OutsideWorld.TWILIO.next(subject.phone(), Answer.TIMEOUT_WITH_EFFECT);
        // When
        events.tell(Source.LEAD_INTAKE, subject.requested());
        // Then
        desk.awaitFact(CallDialing.class, subject);
        assertThat(desk.sid(subject))
                .isEqualTo(OutsideWorld.TWILIO.to(subject.phone()).getFirst().sid());
        assertThat(OutsideWorld.TWILIO.requestsTo(subject.phone())).isEqualTo(1);
    }

    @Test
    void shouldAdoptByWebhookAfterAServerError() {
        // Given
        Subject subject = desk.subject();
        OutsideWorld.TWILIO.next(subject.phone(), Answer.ERROR_WITH_EFFECT);
        events.tell(Source.LEAD_INTAKE, subject.requested());
        await().atMost(WITHIN).until(() -> !OutsideWorld.TWILIO.to(subject.phone()).isEmpty());
        Placed placed = OutsideWorld.TWILIO.to(subject.phone()).getFirst();
        // When
        CallDesk.status(placed, "ringing", 1, Map.of()).statusCode(204);
        // Then
        desk.awaitFact(CallDialing.class, subject);
        assertThat(desk.facts(CallDialing.class, subject)).hasSize(1);
        assertThat(OutsideWorld.TWILIO.requestsTo(subject.phone())).isEqualTo(1);
    }

    /// Thread: voygr/placecall#34 Thread: CALLE-AI#150 Thread: voygr/placecall#35
    @Test
    void shouldNeverDialAgainWhenNobodyKnowsWhetherItRang() {
        // Given
        Subject subject = desk.subject();
        OutsideWorld.TWILIO.next(subject.phone(), Answer.TIMEOUT_WITHOUT_EFFECT);
        // When
        events.tell(Source.LEAD_INTAKE, subject.requested());
        // Then
        desk.awaitFact(CallUnknown.class, subject);
        assertThat(OutsideWorld.TWILIO.requestsTo(subject.phone())).isEqualTo(1);
        assertThat(desk.status(subject)).isEqualTo("UNKNOWN");
    }

    @Test
    void shouldNotDialAPhoneThatMayStillRingForAnotherCall() {
        // Given: a call that Twilio may have in its queue, and nobody knows of
        Subject subject = desk.subject();
        OutsideWorld.TWILIO.next(subject.phone(), Answer.TIMEOUT_WITHOUT_EFFECT);
        events.tell(Source.LEAD_INTAKE, subject.requested());
        desk.awaitFact(CallUnknown.class, subject);
        // When
        Subject next = desk.anotherCall(subject);
        events.tell(Source.LEAD_INTAKE, next.requested());
        // Then
        await().atMost(WITHIN)
                .until(
                        () ->
                                desk.count(
                                                "select count(*) from work where kind = 'dial' and last_error = 'phone is being called' and due_at > now() + interval '25 minutes' and key like $1",
                                                next.callId() + ":%")
                                        == 1);
        assertThat(OutsideWorld.TWILIO.requestsTo(subject.phone())).isEqualTo(1);
        // When: it cannot ring any more
        desk.update(
                "update attempt set started_at = now() - interval '31 minutes' where call_id = $1",
                subject.callId());
        desk.update(
                "update work set due_at = now() where kind = 'dial' and key like $1",
                next.callId() + ":%");
        // Then
        desk.awaitFact(CallDialing.class, next);
    }

    @Test
    void shouldNotTakeANumberThatIsHiddenForACallThatIsMissing() {
        // Given: nobody knows whether Twilio dialled, and it cannot be asked about that number
        Subject subject = desk.subject();
        OutsideWorld.TWILIO.next(subject.phone(), Answer.TIMEOUT_WITHOUT_EFFECT);
        events.tell(Source.LEAD_INTAKE, subject.requested());
        await().atMost(WITHIN).until(() -> OutsideWorld.TWILIO.requestsTo(subject.phone()) == 1);
        OutsideWorld.INTAKE.forget(subject.callId());
        // When: it was looked for often enough, and long after the intent
        await().atMost(WITHIN)
                .until(
                        () ->
                                desk.count(
                                                "select coalesce(max(w.fence), 0)::int from work w join attempt a on a.id::text = w.key where w.kind = 'reconcile' and a.started_at < now() - interval '2 seconds' and a.call_id = $1",
                                                subject.callId())
                                        >= 10);
        // Then
        assertThat(
                        desk.count(
                                "select count(*) from attempt where call_id = $1 and state = 'DISPATCHING' and misses = 0",
                                subject.callId()))
                .isEqualTo(1);
        // When: it cannot ring any more
        desk.update(
                "update attempt set started_at = now() - interval '31 minutes' where call_id = $1",
                subject.callId());
        // Then
        desk.awaitFact(CallUnknown.class, subject);
    }

    @Test
    void shouldNotTakeALegOfAnotherCallForTheCallItAskedFor() {
        // Given
        Subject subject = desk.subject();
        OutsideWorld.TWILIO.next(subject.phone(), Answer.TIMEOUT_WITHOUT_EFFECT);
        OutsideWorld.TWILIO.leg(subject.phone());
        // When
        events.tell(Source.LEAD_INTAKE, subject.requested());
        // Then
        desk.awaitFact(CallUnknown.class, subject);
        assertThat(desk.facts(CallDialing.class, subject)).isEmpty();
    }

    @Test
    void shouldLeaveInDoubtWhatNobodyReconcilesAnyMore() {
        // Given
        Subject subject = desk.subject();
        OutsideWorld.TWILIO.next(subject.phone(), Answer.TIMEOUT_WITHOUT_EFFECT);
        events.tell(Source.LEAD_INTAKE, subject.requested());
        await().atMost(WITHIN).until(() -> OutsideWorld.TWILIO.requestsTo(subject.phone()) == 1);
        // When
        desk.update(
                "update work set due_at = now(), claims = 100, leased_until = null, fence = fence + 1 where kind = 'reconcile' and key in (select id::text from attempt where call_id = $1)",
                subject.callId());
        // Then
        desk.awaitFact(CallUnknown.class, subject);
        assertThat(
                        desk.count(
                                "select count(*) from work where kind = 'reconcile' and state = 'ABANDONED' and key in (select id::text from attempt where call_id = $1)",
                                subject.callId()))
                .isEqualTo(1);
        assertThat(desk.status(subject)).isEqualTo("UNKNOWN");
    }

    /// Thread: openclaw/openclaw#48739
    @Test
    void shouldNotDialWhenTheProcessDiedAfterTheIntent() {
        // Given: a call whose intent is committed and whose dialling is done again from the start
        Subject subject = desk.subject();
        OutsideWorld.TWILIO.next(subject.phone(), Answer.TIMEOUT_WITH_EFFECT);
        events.tell(Source.LEAD_INTAKE, subject.requested());
        await().atMost(WITHIN).until(() -> OutsideWorld.TWILIO.requestsTo(subject.phone()) == 1);
        // When
        desk.update(
                "update work set state = 'OPEN', due_at = now(), leased_until = null, fence = fence + 1 where kind = 'dial' and key like $1",
                subject.callId() + ":%");
        desk.awaitFact(CallDialing.class, subject);
        await().atMost(WITHIN)
                .until(
                        () ->
                                desk.count(
                                                "select count(*) from work where kind = 'dial' and state = 'DONE' and key like $1",
                                                subject.callId() + ":%")
                                        == 1);
        // Then
        assertThat(OutsideWorld.TWILIO.requestsTo(subject.phone())).isEqualTo(1);
    }

    /// Nobody noted that the work of the first attempt is done, and the call waits for its second.
    @ParameterizedTest
    @ValueSource(ints = {0, 100})
    void shouldKeepACallThatWaitsForItsNextAttempt(int claims) {
        // Given
        Subject subject = desk.subject();
        Placed placed = desk.call(subject);
        CallDesk.status(placed, "busy", 1, Map.of("CallDuration", "0")).statusCode(204);
        await().atMost(WITHIN).until(() -> desk.status(subject).equals("SCHEDULED"));
        // When: it is done once more, or has been tried too often
        desk.update(
                "update work set state = 'OPEN', due_at = now(), claims = %d, leased_until = null, fence = fence + 1 where kind = 'dial' and key = $1"
                        .formatted(claims),
                subject.callId() + ":1");
        await().atMost(WITHIN)
                .until(
                        () ->
                                desk.count(
                                                "select count(*) from work where kind = 'dial' and state <> 'OPEN' and key = $1",
                                                subject.callId() + ":1")
                                        == 1);
        // Then
        assertThat(desk.status(subject)).isEqualTo("SCHEDULED");
        assertThat(OutsideWorld.TWILIO.requestsTo(subject.phone())).isEqualTo(1);
    }

    @Test
    void shouldEndACallThatShowsAfterItWasGivenUpAsUnknown() {
        // Given
        Subject subject = desk.subject();
        OutsideWorld.TWILIO.next(subject.phone(), Answer.TIMEOUT_WITHOUT_EFFECT);
        events.tell(Source.LEAD_INTAKE, subject.requested());
        UUID attempt = desk.awaitFact(CallUnknown.class, subject).attemptId();
        String sid = "CA" + attempt.toString().replace("-", "");
        // When
        CallDesk.post(
                        "/api/webhooks/twilio/status?attempt=" + attempt,
                        sid,
                        Map.of("CallStatus", "ringing", "SequenceNumber", "1"))
                .statusCode(204);
        // Then
        await().atMost(WITHIN).until(() -> OutsideWorld.TWILIO.ended(sid));
        assertThat(desk.status(subject)).isEqualTo("UNKNOWN");
    }

    @ParameterizedTest
    @EnumSource(
            value = Answer.class,
            names = {
                "TOO_MANY_REQUESTS",
                "TOO_MANY_CALLS",
                "QUEUE_FULL",
                "UNAUTHENTICATED",
                "NOT_PERMITTED",
                "SUSPENDED"
            })
    void shouldDialLaterWhenTwilioTakesNoCallsNow(Answer answer) {
        // Given
        Subject subject = desk.subject();
        OutsideWorld.TWILIO.next(subject.phone(), answer);
        // When
        events.tell(Source.LEAD_INTAKE, subject.requested());
        // Then
        desk.awaitFact(CallDialing.class, subject);
        assertThat(OutsideWorld.TWILIO.requestsTo(subject.phone())).isEqualTo(2);
        assertThat(OutsideWorld.TWILIO.to(subject.phone())).hasSize(1);
    }

    @Test
    void shouldNotDialOnAPermitThatHasGrownOld() {
        // Given
        Subject subject = desk.subject();
        OutsideWorld.INTAKE.delayNextToDial(subject.callId(), Duration.ofSeconds(2));
        // When
        Placed placed = desk.call(subject);
        // Then
        List<UUID> asked = OutsideWorld.INTAKE.attemptsAskedFor(subject.callId());
        assertThat(asked).hasSizeGreaterThan(1);
        assertThat(placed.attempt()).isNotEqualTo(asked.getFirst());
        assertThat(OutsideWorld.TWILIO.requestsTo(subject.phone())).isEqualTo(1);
    }

    /// Each try goes through the gate, and none of them counts as an attempt.
    @Test
    void shouldKeepACallWhileTwilioTakesNoneForLong() {
        // Given
        Subject subject = desk.subject();
        OutsideWorld.TWILIO.next(subject.phone(), Answer.TOO_MANY_REQUESTS, 12);
        // When
        events.tell(Source.LEAD_INTAKE, subject.requested());
        // Then
        desk.awaitFact(CallDialing.class, subject);
        assertThat(desk.facts(CallConcluded.class, subject)).isEmpty();
        assertThat(
                        desk.count(
                                "select count(*) from contact_decision where call_id = $1 and attempt_id is not null and verdict = 'ALLOW'",
                                subject.callId()))
                .isGreaterThanOrEqualTo(13);
    }

    @Test
    void shouldConcludeAsFailedWhenTheNumberIsNoGood() {
        // Given
        Subject subject = desk.subject();
        OutsideWorld.TWILIO.next(subject.phone(), Answer.BAD_NUMBER);
        // When
        events.tell(Source.LEAD_INTAKE, subject.requested());
        // Then
        assertThat(desk.awaitFact(CallConcluded.class, subject).outcome())
                .isEqualTo(CallOutcome.FAILED);
        assertThat(OutsideWorld.TWILIO.requestsTo(subject.phone())).isEqualTo(1);
    }
}
