package io.leadflip.calls;

import static io.leadflip.calls.CallDesk.WITHIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.calls.TwilioApi.Answer;
import io.leadflip.calls.TwilioApi.Placed;
import io.leadflip.calls.transcript.SealKey;
import io.leadflip.contracts.event.CallFact.CallCancelled;
import io.leadflip.contracts.event.CallFact.CallConcluded;
import io.leadflip.contracts.event.ContactFact.ContactSuppressed;
import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import io.leadflip.contracts.event.MediaFact.MediaEnded;
import io.leadflip.contracts.event.MediaFact.ModelUsage;
import io.leadflip.contracts.event.Source;
import io.leadflip.contracts.value.CallOutcome;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.leadflip.platform.testing.TestEvents;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Somebody says "no more" during a call, and is heard by the model, by the words or by the last
/// fact: they are suppressed, told once, and nobody calls them again.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "calls"))
@WithTestResource(OutsideWorld.class)
class OptOutTest {
    @Inject TestEvents events;
    @Inject CallDesk desk;

    @BeforeEach
    void bridgeIsThere() {
        desk.bridgeIsThere();
    }

    @Test
    void shouldSuppressAndCancelEverythingOnAnOptOut() {
        // Given: a live call and a waiting one to the same phone
        Subject subject = desk.subject();
        Placed placed = desk.call(subject);
        desk.bridgeJoins(subject, placed);
        CallDesk.status(placed, "in-progress", 1, Map.of()).statusCode(204);
        Subject waiting = desk.anotherCall(subject);
        desk.waits(waiting);
        // When
        Instant said = Instant.now();
        desk.atDoor(
                        "/internal/attempts/" + placed.attempt() + "/opt-outs",
                        "{\"heardBy\":\"voice\"}")
                .statusCode(204);
        desk.atDoor(
                        "/internal/attempts/" + placed.attempt() + "/opt-outs",
                        "{\"heardBy\":\"voice\"}")
                .statusCode(204);
        // Then
        assertThat(desk.suppressions(subject)).hasSize(1);
        assertThat(desk.awaitFact(CallCancelled.class, waiting).reason())
                .isEqualTo("contact-suppressed");
        // And: the confirmation may still be heard; without the bridge the call ends by itself
        assertThat(
                        desk.count(
                                "select count(*) from attempt where id = $1 and stop_reason is null",
                                placed.attempt()))
                .isEqualTo(1);
        await().atMost(WITHIN).until(() -> OutsideWorld.TWILIO.ended(placed.sid()));
        assertThat(OutsideWorld.TWILIO.endedAt(placed.sid()))
                .isBefore(said.plus(Duration.ofSeconds(5)));
        CallDesk.status(placed, "completed", 2, Map.of("CallDuration", "8")).statusCode(204);
        assertThat(desk.awaitFact(CallConcluded.class, subject).outcome())
                .isEqualTo(CallOutcome.OPTED_OUT);
    }

    @Test
    void shouldSuppressWhenOnlyTheLastFactOfTheBridgeTellsOfAnOptOut() {
        // Given: a live call whose bridge could not reach the door
        Subject subject = desk.subject();
        Placed placed = desk.call(subject);
        desk.bridgeJoins(subject, placed);
        CallDesk.status(placed, "in-progress", 1, Map.of()).statusCode(204);
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
        await().atMost(WITHIN).until(() -> !desk.suppressions(subject).isEmpty());
        CallDesk.status(placed, "completed", 2, Map.of("CallDuration", "9")).statusCode(204);
        assertThat(desk.awaitFact(CallConcluded.class, subject).outcome())
                .isEqualTo(CallOutcome.OPTED_OUT);
        assertThat(desk.suppressions(subject)).hasSize(1);
        assertThat(
                        desk.count(
                                "select count(*) from suppression where contact_key = $1",
                                subject.contactKey()))
                .isEqualTo(1);
    }

    @Test
    void shouldSuppressWhenOnlyTheWordsTellOfAnOptOut() {
        // Given
        Subject subject = desk.subject();
        Placed placed = desk.call(subject);
        SealKey key = desk.bridgeJoins(subject, placed);
        CallDesk.status(placed, "in-progress", 1, Map.of()).statusCode(204);
        // When
        desk.talk(subject, placed, key, "Do not call me again.");
        CallDesk.status(placed, "completed", 2, Map.of("CallDuration", "9")).statusCode(204);
        // Then
        assertThat(desk.awaitFact(CallConcluded.class, subject).outcome())
                .isEqualTo(CallOutcome.OPTED_OUT);
        assertThat(desk.suppressions(subject)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = MediaEndReason.class,
            names = {"MODEL_FAILED", "PLATFORM_FAILED", "VOICEMAIL"})
    void shouldSuppressWhoSaidSoHoweverTheCallEnded(MediaEndReason reason) {
        // Given
        Subject subject = desk.subject();
        Placed placed = desk.call(subject);
        SealKey key = desk.bridgeJoins(subject, placed);
        CallDesk.status(placed, "in-progress", 1, Map.of()).statusCode(204);
        // When
        desk.talk(subject, placed, key, "Do not call me again.", reason);
        CallDesk.status(placed, "completed", 2, Map.of("CallDuration", "9")).statusCode(204);
        // Then
        assertThat(desk.awaitFact(CallConcluded.class, subject).outcome())
                .isEqualTo(CallOutcome.OPTED_OUT);
        assertThat(desk.suppressions(subject)).hasSize(1);
    }

    @Test
    void shouldSuppressWhoWasTakenForAMachine() {
        // Given: nobody reads what a machine says
        Subject subject = desk.subject();
        Placed placed = desk.call(subject);
        SealKey key = desk.bridgeJoins(subject, placed);
        CallDesk.status(placed, "in-progress", 1, Map.of()).statusCode(204);
        CallDesk.detected(placed, "machine_end_beep").statusCode(204);
        // When
        desk.talk(subject, placed, key, "Do not call me again.", MediaEndReason.VOICEMAIL);
        // Then: there is no second attempt
        await().atMost(WITHIN).until(() -> desk.suppressions(subject).size() == 1);
        CallDesk.status(placed, "completed", 2, Map.of("CallDuration", "9")).statusCode(204);
        assertThat(desk.awaitFact(CallConcluded.class, subject).outcome())
                .isEqualTo(CallOutcome.OPTED_OUT);
    }

    @Test
    void shouldSuppressWhoOptedOutWithTheProvider() {
        // Given: a call of somebody else's to the same phone waits, too
        Subject subject = desk.subject();
        Subject waiting = desk.anotherCall(subject);
        desk.waits(waiting);
        OutsideWorld.TWILIO.next(subject.phone(), Answer.OPTED_OUT);
        // When
        events.tell(Source.LEAD_INTAKE, subject.requested());
        // Then
        assertThat(desk.awaitFact(CallConcluded.class, subject).outcome())
                .isEqualTo(CallOutcome.OPTED_OUT);
        assertThat(desk.awaitFact(CallCancelled.class, waiting).reason())
                .isEqualTo("contact-suppressed");
        assertThat(desk.suppressions(subject))
                .singleElement()
                .extracting(ContactSuppressed::reason)
                .isEqualTo("provider");
        assertThat(OutsideWorld.TWILIO.requestsTo(subject.phone())).isEqualTo(1);
        // And: nobody is told to hang up
        assertThat(
                        desk.count(
                                "select count(*) from work where kind = 'hang-up' and state = 'OPEN' and key in (select id::text from attempt where call_id = $1)",
                                subject.callId()))
                .isZero();
    }

    @Test
    void shouldNotDialTheSamePhoneBeforeTheLastConversationWasRead() {
        // Given: a conversation is over, and its words have not come yet
        Subject subject = desk.subject();
        Placed placed = desk.call(subject);
        SealKey key = desk.bridgeJoins(subject, placed);
        CallDesk.status(placed, "in-progress", 1, Map.of()).statusCode(204);
        CallDesk.status(placed, "completed", 2, Map.of("CallDuration", "9")).statusCode(204);
        // When
        Subject next = desk.anotherCall(subject);
        events.tell(Source.LEAD_INTAKE, next.requested());
        await().atMost(WITHIN)
                .until(
                        () ->
                                desk.count(
                                                "select count(*) from work where kind = 'dial' and last_error = 'phone is being called' and key like $1",
                                                next.callId() + ":%")
                                        == 1);
        desk.talk(subject, placed, key, "Do not call me again.");
        // Then
        desk.awaitFact(CallConcluded.class, subject);
        assertThat(desk.awaitFact(CallCancelled.class, next).reason())
                .isEqualTo("contact-suppressed");
        assertThat(OutsideWorld.TWILIO.requestsTo(subject.phone())).isEqualTo(1);
    }

    @Test
    void shouldTellAnOptOutOnceWhenTheDoorIsAskedManyTimesAtOnce() {
        // Given
        Subject subject = desk.subject();
        Placed placed = desk.call(subject);
        String path = "/internal/attempts/" + placed.attempt();
        // When
        IntStream.range(0, 6)
                .mapToObj(
                        i ->
                                CompletableFuture.runAsync(
                                        () ->
                                                desk.atDoor(path + "/opt-outs", "{}")
                                                        .statusCode(204)))
                .toList()
                .forEach(CompletableFuture::join);
        desk.atDoor(path + "/hang-ups", "{}").statusCode(202);
        desk.atDoor(path + "/hang-ups", "{}").statusCode(202);
        // Then
        await().atMost(WITHIN).until(() -> OutsideWorld.TWILIO.ended(placed.sid()));
        assertThat(desk.suppressions(subject)).hasSize(1);
        CallDesk.status(placed, "completed", 1, Map.of("CallDuration", "3")).statusCode(204);
        desk.atDoor(path + "/hang-ups", "{}").statusCode(202);
        desk.atDoor(path + "/opt-outs", "{}").statusCode(204);
        assertThat(desk.suppressions(subject)).hasSize(1);
    }
}
