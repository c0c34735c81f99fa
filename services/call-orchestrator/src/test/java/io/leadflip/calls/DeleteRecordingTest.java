package io.leadflip.calls;

import static io.leadflip.calls.CallDesk.WITHIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.leadflip.calls.RecordedCalls.Live;
import io.leadflip.calls.RecordingsApi.Held;
import io.leadflip.contracts.door.CallPermit.BusinessLine;
import io.leadflip.contracts.event.CallFact.RecordingDeletionRequested;
import io.leadflip.contracts.event.ContactFact.ContactSuppressed;
import io.leadflip.contracts.event.Source;
import io.leadflip.contracts.value.OpeningHours;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.leadflip.platform.testing.TestEvents;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.MultiMap;
import jakarta.inject.Inject;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A recording goes when it is time or when the consumer wants it gone, and never hears whom they
/// are put through to.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "calls"))
@WithTestResource(OutsideWorld.class)
class DeleteRecordingTest {
    private static final List<OpeningHours> ALWAYS =
            Stream.of(DayOfWeek.values())
                    .map(day -> new OpeningHours(day, LocalTime.MIDNIGHT, LocalTime.MIDNIGHT))
                    .toList();

    @Inject TestEvents events;
    @Inject CallDesk desk;
    @Inject RecordedCalls calls;

    @BeforeEach
    void bridgeIsThere() {
        desk.bridgeIsThere();
    }

    @Test
    void shouldStopAndDeleteWhenTheConsumerWantsItNoMore() {
        // Given
        Live live = calls.recording();
        // When: twice
        calls.atDoor(live, "/recording/stop", "{}").statusCode(204);
        calls.atDoor(live, "/recording/stop", "{}").statusCode(204);
        // Then
        calls.awaitState(live, "DELETED");
        assertThat(RecordedCalls.held(live)).isEmpty();
        assertThat(RecordedCalls.begun(live).getFirst().status).isEqualTo("completed");
        // And: the call goes on, and is not recorded again
        assertThat(desk.status(live.subject())).isEqualTo("ATTEMPTING");
        calls.says(live, RecordedCalls.YES).body("recorded", equalTo(false));
        assertThat(RecordedCalls.begun(live)).hasSize(1);
    }

    @Test
    void shouldTakeANoWithoutARecording() {
        // Given
        Live live = calls.asked();
        // When
        calls.atDoor(live, "/recording/stop", "{}").statusCode(204);
        // Then
        assertThat(calls.state(live)).isNull();
        assertThat(OutsideWorld.RECORDINGS.asked(live.sid())).isZero();
    }

    @Test
    void shouldStopAndDeleteWhenTheConsumerOptsOut() {
        // Given
        Live live = calls.recording();
        // When
        calls.atDoor(live, "/opt-outs", "{\"heardBy\":\"voice\"}").statusCode(204);
        // Then
        calls.awaitState(live, "DELETED");
        assertThat(RecordedCalls.held(live)).isEmpty();
        // And: who opted out is not recorded
        calls.says(live, RecordedCalls.YES).body("recorded", equalTo(false));
    }

    @Test
    void shouldStopAndDeleteWhenTheConsumerOptsOutElsewhere() {
        // Given
        Live live = calls.recording();
        // When
        events.tell(
                Source.LEAD_INTAKE,
                new ContactSuppressed(
                        live.subject().contactKey(), Set.of(), "sms-stop", Instant.now()));
        // Then
        calls.awaitState(live, "DELETED");
        assertThat(RecordedCalls.held(live)).isEmpty();
    }

    @Test
    void shouldDeleteWhatTheConsumerWantsDeleted() {
        // Given
        Live live = calls.recording();
        Held recording = RecordedCalls.held(live).getFirst();
        recording.status = "completed";
        RecordedCalls.report(live, recording.sid, "completed", Map.of("RecordingDuration", "31"))
                .statusCode(204);
        // When: twice
        wantsItDeleted(live);
        calls.awaitState(live, "DELETED");
        wantsItDeleted(live);
        // Then
        assertThat(RecordedCalls.held(live)).isEmpty();
        assertThat(
                        desk.text(
                                "select deletion from recording where attempt_id = $1",
                                live.placed().attempt()))
                .isEqualTo("ASKED_FOR");
        // And: what was agreed to stays as evidence
        assertThat(
                        desk.count(
                                "select count(*) from recording_decision where attempt_id = $1",
                                live.placed().attempt()))
                .isEqualTo(1);
    }

    private void wantsItDeleted(Live live) {
        events.tell(
                Source.LEAD_INTAKE,
                new RecordingDeletionRequested(
                        live.subject().leadId(), live.subject().callId(), Instant.now()));
    }

    @Test
    void shouldTakeARecordingThatIsGoneForDeleted() {
        // Given
        Live live = calls.recording();
        OutsideWorld.RECORDINGS.vanish(live.sid());
        // When
        wantsItDeleted(live);
        // Then
        calls.awaitState(live, "DELETED");
    }

    @Test
    void shouldTryToDeleteUntilItIsDone() {
        // Given
        Live live = calls.recording();
        OutsideWorld.RECORDINGS.fails(live.sid(), 2);
        // When
        wantsItDeleted(live);
        // Then
        calls.awaitState(live, "DELETED");
        assertThat(RecordedCalls.held(live)).isEmpty();
    }

    @Test
    void shouldDeleteWhatWasKeptLongEnough() {
        // Given
        Live live = calls.recording();
        Held recording = RecordedCalls.held(live).getFirst();
        recording.status = "completed";
        RecordedCalls.report(live, recording.sid, "completed", Map.of("RecordingDuration", "31"))
                .statusCode(204);
        // When: it is not time yet
        calls.now("delete-recording", live);
        await().atMost(WITHIN)
                .until(
                        () ->
                                desk.count(
                                                "select count(*) from work where kind = 'delete-recording' and key = $1 and due_at > now() + interval '29 days'",
                                                live.placed().attempt().toString())
                                        == 1);
        // Then
        assertThat(calls.state(live)).isEqualTo("KEPT");
        // When: it is
        desk.update(
                "update recording set delete_after = now() - interval '1 second' where attempt_id = $1",
                live.placed().attempt());
        calls.now("delete-recording", live);
        // Then
        calls.awaitState(live, "DELETED");
        assertThat(RecordedCalls.held(live)).isEmpty();
        assertThat(
                        desk.text(
                                "select deletion from recording where attempt_id = $1",
                                live.placed().attempt()))
                .isEqualTo("KEPT_LONG_ENOUGH");
    }

    @Test
    void shouldDeleteASecondRecordingToo() {
        // Given
        Live live = calls.recording();
        wantsItDeleted(live);
        calls.awaitState(live, "DELETED");
        // When: one shows that nobody knew of
        Held late = OutsideWorld.RECORDINGS.begin(live.sid(), MultiMap.caseInsensitiveMultiMap());
        RecordedCalls.report(live, late.sid, "in-progress", Map.of()).statusCode(204);
        // Then
        await().atMost(WITHIN).until(() -> RecordedCalls.held(live).isEmpty());
        calls.awaitState(live, "DELETED");
    }

    @Test
    void shouldPutNobodyOnALineThatIsRecorded() {
        // Given
        Live live = recordingBesideAnOpenBusiness();
        // When
        String document = afterStream(live);
        // Then
        assertThat(RecordedCalls.begun(live).getFirst().status).isEqualTo("completed");
        assertThat(document).contains("<Dial");
        // And: from now on nobody can have it recorded
        assertThat(RecordedCalls.begun(live)).hasSize(1);
    }

    @Test
    void shouldDialNobodyWhileItIsNotSureThatTheRecordingHasStopped() {
        // Given
        Live live = recordingBesideAnOpenBusiness();
        OutsideWorld.RECORDINGS.fails(live.sid(), 1);
        // Then
        assertThat(afterStream(live)).doesNotContain("<Dial").contains("nobody at Good Plumbing");
    }

    private Live recordingBesideAnOpenBusiness() {
        Subject subject = desk.subject();
        String phone = "+13175589" + subject.phone().substring(9);
        BusinessLine line =
                new BusinessLine(
                        phone,
                        "key-of-" + Identifiers.next(),
                        "America/Indiana/Indianapolis",
                        ALWAYS,
                        null,
                        false,
                        Instant.now());
        OutsideWorld.INTAKE.permit(subject.permitToRecord(line));
        Live live = calls.live(subject);
        calls.says(live, RecordedCalls.YES).body("recorded", equalTo(true));
        calls.awaitState(live, "RECORDING");
        calls.atDoor(live, "/human-requests", "{}").statusCode(200).body("transfer", equalTo(true));
        return live;
    }

    private static String afterStream(Live live) {
        return CallDesk.post(
                        "/api/twiml/connect-action?attempt=" + live.placed().attempt(),
                        live.sid(),
                        Map.of("CallStatus", "in-progress"))
                .statusCode(200)
                .extract()
                .asString();
    }
}
