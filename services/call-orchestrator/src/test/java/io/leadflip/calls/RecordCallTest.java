package io.leadflip.calls;

import static io.leadflip.calls.CallDesk.WITHIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.leadflip.calls.RecordingsApi.Answer;
import io.leadflip.calls.RecordingsApi.Held;
import io.leadflip.calls.TwilioApi.Placed;
import io.leadflip.contracts.door.CallPermit.BusinessLine;
import io.leadflip.contracts.event.CallFact.RecordingDeletionRequested;
import io.leadflip.contracts.event.ContactFact.ContactSuppressed;
import io.leadflip.contracts.event.Source;
import io.leadflip.contracts.value.OpeningHours;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.leadflip.platform.testing.TestEvents;
import io.leadflip.platform.work.WorkQueue;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.MultiMap;
import jakarta.inject.Inject;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A call is recorded when the consumer agreed beforehand and in the call, and the recording goes
/// when it is time or when they want it gone.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "calls"))
@WithTestResource(OutsideWorld.class)
class RecordCallTest {
    private static final String YES =
            "{\"heardBy\":\"key\",\"noticeHeardMs\":9000,\"affirmedMs\":9700}";
    private static final List<OpeningHours> ALWAYS =
            Stream.of(DayOfWeek.values())
                    .map(day -> new OpeningHours(day, LocalTime.MIDNIGHT, LocalTime.MIDNIGHT))
                    .toList();

    @Inject TestEvents events;
    @Inject CallDesk desk;
    @Inject WorkQueue work;
    @Inject Transactions transactions;

    @BeforeEach
    void bridgeIsThere() {
        desk.bridgeIsThere();
    }

    /// @param brief what the bridge was told
    private record Live(Subject subject, Placed placed, JsonPath brief) {
        String sid() {
            return placed.sid();
        }
    }

    private Live live(Subject subject) {
        Placed placed = desk.call(subject);
        CallDesk.status(placed, "in-progress", 1, Map.of()).statusCode(204);
        String token =
                CallDesk.between(desk.document(subject, placed), "name=\"token\" value=\"", "\"");
        JsonPath brief = desk.redeem(token, placed.sid()).statusCode(200).extract().jsonPath();
        return new Live(subject, placed, brief);
    }

    /// A call to a consumer who agreed beforehand.
    private Live asked() {
        Subject subject = desk.subject();
        OutsideWorld.INTAKE.permit(subject.permitToRecord(null));
        return live(subject);
    }

    private Live recording() {
        Live live = asked();
        says(live, YES).body("recorded", equalTo(true));
        awaitState(live, "RECORDING");
        return live;
    }

    private ValidatableResponse says(Live live, String yes) {
        return atDoor(live, "/recording", yes).statusCode(200);
    }

    private ValidatableResponse atDoor(Live live, String what, String body) {
        return desk.atDoor("/internal/attempts/" + live.placed().attempt() + what, body);
    }

    private String state(Live live) {
        return desk.fromDoor("/internal/calls/" + live.subject().callId())
                .extract()
                .jsonPath()
                .getString("attempts[0].recording.state");
    }

    private void awaitState(Live live, String state) {
        await().atMost(WITHIN).until(() -> state.equals(state(live)));
    }

    private static List<Held> held(Live live) {
        return OutsideWorld.RECORDINGS.held(live.sid());
    }

    private static List<Held> begun(Live live) {
        return OutsideWorld.RECORDINGS.begun(live.sid());
    }

    private static ValidatableResponse report(
            Live live, String sid, String status, Map<String, String> more) {
        Map<String, String> fields = new HashMap<>(more);
        fields.put("RecordingSid", sid);
        fields.put("RecordingStatus", status);
        return CallDesk.post(
                "/api/webhooks/twilio/recording?attempt=" + live.placed().attempt(),
                live.sid(),
                fields);
    }

    private void now(String kind, Live live) {
        transactions
                .run(() -> work.reschedule(kind, live.placed().attempt().toString(), Instant.now()))
                .await()
                .atMost(WITHIN);
    }

    private String reasons(Live live) {
        return desk.text(
                "select array_to_string(reasons, ',') from recording_decision where attempt_id = $1 order by decided_at limit 1",
                live.placed().attempt());
    }

    @Test
    void shouldRecordACallWhoseConsumerAgreedBeforehandAndInTheCall() {
        // Given
        Live live = asked();
        assertThat(live.brief().getBoolean("asksToRecord")).isTrue();
        assertThat(live.brief().getString("opening")).contains("like to record", "press 1");
        assertThat(live.brief().getString("instructions")).contains("allow_recording");
        assertThat(begun(live)).isEmpty();
        // When: told twice, which is once
        says(live, YES).body("recorded", equalTo(true));
        says(live, YES).body("recorded", equalTo(true));
        awaitState(live, "RECORDING");
        // Then
        assertThat(begun(live)).hasSize(1);
        MultiMap order = begun(live).getFirst().form;
        assertThat(order.get("RecordingChannels")).isEqualTo("dual");
        assertThat(order.getAll("RecordingStatusCallbackEvent"))
                .containsExactly("in-progress", "completed", "absent");
        assertThat(order.get("RecordingStatusCallback"))
                .isEqualTo(
                        OutsideWorld.ORIGIN
                                + "/api/webhooks/twilio/recording?attempt="
                                + live.placed().attempt());
        assertThat(OutsideWorld.RECORDINGS.asked(live.sid())).isEqualTo(1);
    }

    @Test
    void shouldAskAndRecordNobodyWhoDidNotAgreeBeforehand() {
        // Given
        Live live = live(desk.subject());
        // Then
        assertThat(live.brief().getBoolean("asksToRecord")).isFalse();
        assertThat(live.brief().getString("opening")).doesNotContain("like to record");
        says(live, YES).body("recorded", equalTo(false));
        assertThat(reasons(live)).isEqualTo("no-consent,not-asked");
        assertThat(state(live)).isNull();
        assertThat(OutsideWorld.RECORDINGS.asked(live.sid())).isZero();
    }

    @Test
    void shouldRecordNobodyWhoSaysNothing() {
        // Given
        Live live = asked();
        // When
        CallDesk.status(live.placed(), "completed", 2, Map.of("CallDuration", "20"))
                .statusCode(204);
        // Then
        assertThat(state(live)).isNull();
        assertThat(OutsideWorld.RECORDINGS.asked(live.sid())).isZero();
        // And: it is too late now
        says(live, YES).body("recorded", equalTo(false));
        assertThat(reasons(live)).contains("no-call");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"heardBy\":\"key\",\"affirmedMs\":9700} | notice-not-heard",
                "{\"heardBy\":\"voice\",\"noticeHeardMs\":9000} | no-affirmative",
                "{\"heardBy\":\"key\",\"noticeHeardMs\":9000,\"affirmedMs\":8999} | affirmed-too-early"
            })
    void shouldNotTakeForAYesWhatIsNone(String yes, String reason) {
        // Given
        Live live = asked();
        // Then
        says(live, yes).body("recorded", equalTo(false));
        assertThat(reasons(live)).isEqualTo(reason);
        assertThat(OutsideWorld.RECORDINGS.asked(live.sid())).isZero();
        // And: a good one counts afterwards
        says(live, YES).body("recorded", equalTo(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"heardBy\":\"nobody\"}", "null"})
    void shouldRefuseWhatIsNoAnswer(String body) {
        atDoor(asked(), "/recording", body).statusCode(422);
    }

    @Test
    void shouldRecordNobodyWhoTookTheConsentBackMeanwhile() {
        // Given
        Live live = asked();
        OutsideWorld.INTAKE.permit(live.subject().permit(live.subject().consent(), false));
        // Then
        says(live, YES).body("recorded", equalTo(false));
        assertThat(reasons(live)).isEqualTo("no-consent");
    }

    @Test
    void shouldRecordNoMachine() {
        // Given
        Live live = asked();
        CallDesk.detected(live.placed(), "machine_start").statusCode(204);
        // Then
        says(live, YES).body("recorded", equalTo(false));
        assertThat(reasons(live)).isEqualTo("no-call");
    }

    @Test
    void shouldHoldNoRecordingThatNobodyAgreedTo() {
        // Given
        Live live = asked();
        says(live, "{\"heardBy\":\"key\"}").body("recorded", equalTo(false));
        // Then: not even when the code above is wrong
        assertThatThrownBy(
                        () ->
                                desk.update(
                                        """
                                        insert into recording (attempt_id, decision_id, state, wanted_at, delete_after)
                                        select attempt_id, id, 'WANTED', now(), now() from recording_decision where attempt_id = $1""",
                                        live.placed().attempt()))
                .hasMessageContaining("consent");
        assertThatThrownBy(
                        () ->
                                desk.update(
                                        "update recording_decision set verdict = 'RECORD' where attempt_id = $1",
                                        live.placed().attempt()))
                .hasMessageContaining("never changed");
    }

    @ParameterizedTest
    @EnumSource(
            value = Answer.class,
            names = {"TIMEOUT_WITH_EFFECT", "ERROR_WITH_EFFECT"})
    void shouldRecordOnceWhenTwiliosAnswerIsLost(Answer answer) {
        // Given
        Live live = asked();
        OutsideWorld.RECORDINGS.next(live.sid(), answer);
        // When
        says(live, YES);
        awaitState(live, "RECORDING");
        // Then
        assertThat(begun(live)).hasSize(1);
        assertThat(OutsideWorld.RECORDINGS.asked(live.sid())).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Answer.class,
            names = {"TIMEOUT_WITHOUT_EFFECT", "TOO_MANY_REQUESTS"})
    void shouldAskAgainWhenNothingIsRecorded(Answer answer) {
        // Given
        Live live = asked();
        OutsideWorld.RECORDINGS.next(live.sid(), answer);
        // When
        says(live, YES);
        awaitState(live, "RECORDING");
        // Then
        assertThat(begun(live)).hasSize(1);
        assertThat(OutsideWorld.RECORDINGS.asked(live.sid())).isEqualTo(2);
    }

    @Test
    void shouldGoOnUnrecordedWhenTwilioRefuses() {
        // Given
        Live live = asked();
        OutsideWorld.RECORDINGS.next(live.sid(), Answer.NOT_ELIGIBLE);
        // When
        says(live, YES);
        awaitState(live, "FAILED");
        // Then
        assertThat(OutsideWorld.RECORDINGS.asked(live.sid())).isEqualTo(1);
        assertThat(desk.status(live.subject())).isEqualTo("ATTEMPTING");
    }

    @Test
    void shouldTakeReportsInAnyOrderAndHoweverOften() {
        // Given
        Live live = recording();
        String sid = held(live).getFirst().sid;
        // When
        report(live, sid, "completed", Map.of("RecordingDuration", "31")).statusCode(204);
        report(live, sid, "in-progress", Map.of()).statusCode(204);
        report(live, sid, "completed", Map.of("RecordingDuration", "31")).statusCode(204);
        report(live, sid, "absent", Map.of()).statusCode(204);
        // Then
        desk.fromDoor("/internal/calls/" + live.subject().callId())
                .body("attempts[0].recording.state", equalTo("KEPT"))
                .body("attempts[0].recording.durationSeconds", equalTo(31))
                .body("attempts[0].recording.sid", nullValue());
    }

    @Test
    void shouldLearnFromAReportWhatTheLostAnswerWouldHaveTold() {
        // Given
        Live live = asked();
        OutsideWorld.RECORDINGS.next(live.sid(), Answer.TIMEOUT_WITHOUT_EFFECT);
        says(live, YES);
        await().atMost(WITHIN).until(() -> OutsideWorld.RECORDINGS.asked(live.sid()) == 1);
        Held recording =
                OutsideWorld.RECORDINGS.begin(live.sid(), MultiMap.caseInsensitiveMultiMap());
        // When
        report(live, recording.sid, "in-progress", Map.of()).statusCode(204);
        // Then
        awaitState(live, "RECORDING");
        assertThat(OutsideWorld.RECORDINGS.asked(live.sid())).isEqualTo(1);
    }

    @Test
    void shouldFollowARecordingWhoseReportsStayAway() {
        // Given
        Live live = recording();
        Held recording = held(live).getFirst();
        recording.status = "completed";
        recording.duration = "44";
        // When
        now("record", live);
        // Then
        awaitState(live, "KEPT");
        desk.fromDoor("/internal/calls/" + live.subject().callId())
                .body("attempts[0].recording.durationSeconds", equalTo(44));
    }

    @Test
    void shouldTakeNoReportOfSomebodyElse() {
        // Given
        Live live = recording();
        String sid = held(live).getFirst().sid;
        // Then
        io.restassured.RestAssured.given()
                .contentType("application/x-www-form-urlencoded")
                .header("X-Twilio-Signature", "forged")
                .body("CallSid=" + live.sid() + "&RecordingSid=" + sid + "&RecordingStatus=absent")
                .post("/api/webhooks/twilio/recording?attempt=" + live.placed().attempt())
                .then()
                .statusCode(403);
        report(live, "x' or 1=1", "completed", Map.of()).statusCode(400);
        report(live, sid, "sung", Map.of()).statusCode(400);
        assertThat(state(live)).isEqualTo("RECORDING");
    }

    @Test
    void shouldStopAndDeleteWhenTheConsumerWantsItNoMore() {
        // Given
        Live live = recording();
        // When: twice
        atDoor(live, "/recording/stop", "{}").statusCode(204);
        atDoor(live, "/recording/stop", "{}").statusCode(204);
        // Then
        awaitState(live, "DELETED");
        assertThat(held(live)).isEmpty();
        assertThat(begun(live).getFirst().status).isEqualTo("completed");
        // And: the call goes on, and is not recorded again
        assertThat(desk.status(live.subject())).isEqualTo("ATTEMPTING");
        says(live, YES).body("recorded", equalTo(false));
        assertThat(begun(live)).hasSize(1);
    }

    @Test
    void shouldTakeANoWithoutARecording() {
        // Given
        Live live = asked();
        // When
        atDoor(live, "/recording/stop", "{}").statusCode(204);
        // Then
        assertThat(state(live)).isNull();
        assertThat(OutsideWorld.RECORDINGS.asked(live.sid())).isZero();
    }

    @Test
    void shouldStopAndDeleteWhenTheConsumerOptsOut() {
        // Given
        Live live = recording();
        // When
        atDoor(live, "/opt-outs", "{\"heardBy\":\"voice\"}").statusCode(204);
        // Then
        awaitState(live, "DELETED");
        assertThat(held(live)).isEmpty();
        // And: who opted out is not recorded
        says(live, YES).body("recorded", equalTo(false));
    }

    @Test
    void shouldStopAndDeleteWhenTheConsumerOptsOutElsewhere() {
        // Given
        Live live = recording();
        // When
        events.tell(
                Source.LEAD_INTAKE,
                new ContactSuppressed(
                        live.subject().contactKey(), Set.of(), "sms-stop", Instant.now()));
        // Then
        awaitState(live, "DELETED");
        assertThat(held(live)).isEmpty();
    }

    @Test
    void shouldDeleteWhatTheConsumerWantsDeleted() {
        // Given
        Live live = recording();
        Held recording = held(live).getFirst();
        recording.status = "completed";
        report(live, recording.sid, "completed", Map.of("RecordingDuration", "31")).statusCode(204);
        // When: twice
        wantsItDeleted(live);
        awaitState(live, "DELETED");
        wantsItDeleted(live);
        // Then
        assertThat(held(live)).isEmpty();
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
        Live live = recording();
        OutsideWorld.RECORDINGS.vanish(live.sid());
        // When
        wantsItDeleted(live);
        // Then
        awaitState(live, "DELETED");
    }

    @Test
    void shouldTryToDeleteUntilItIsDone() {
        // Given
        Live live = recording();
        OutsideWorld.RECORDINGS.fails(live.sid(), 2);
        // When
        wantsItDeleted(live);
        // Then
        awaitState(live, "DELETED");
        assertThat(held(live)).isEmpty();
    }

    @Test
    void shouldDeleteWhatWasKeptLongEnough() {
        // Given
        Live live = recording();
        Held recording = held(live).getFirst();
        recording.status = "completed";
        report(live, recording.sid, "completed", Map.of("RecordingDuration", "31")).statusCode(204);
        // When: it is not time yet
        now("delete-recording", live);
        await().atMost(WITHIN)
                .until(
                        () ->
                                desk.count(
                                                "select count(*) from work where kind = 'delete-recording' and key = $1 and due_at > now() + interval '29 days'",
                                                live.placed().attempt().toString())
                                        == 1);
        // Then
        assertThat(state(live)).isEqualTo("KEPT");
        // When: it is
        desk.update(
                "update recording set delete_after = now() - interval '1 second' where attempt_id = $1",
                live.placed().attempt());
        now("delete-recording", live);
        // Then
        awaitState(live, "DELETED");
        assertThat(held(live)).isEmpty();
        assertThat(
                        desk.text(
                                "select deletion from recording where attempt_id = $1",
                                live.placed().attempt()))
                .isEqualTo("KEPT_LONG_ENOUGH");
    }

    @Test
    void shouldDeleteASecondRecordingToo() {
        // Given
        Live live = recording();
        wantsItDeleted(live);
        awaitState(live, "DELETED");
        // When: one shows that nobody knew of
        Held late = OutsideWorld.RECORDINGS.begin(live.sid(), MultiMap.caseInsensitiveMultiMap());
        report(live, late.sid, "in-progress", Map.of()).statusCode(204);
        // Then
        await().atMost(WITHIN).until(() -> held(live).isEmpty());
        awaitState(live, "DELETED");
    }

    @Test
    void shouldPutNobodyOnALineThatIsRecorded() {
        // Given
        Live live = recordingBesideAnOpenBusiness();
        // When
        String document = afterStream(live);
        // Then
        assertThat(begun(live).getFirst().status).isEqualTo("completed");
        assertThat(document).contains("<Dial");
        // And: from now on nobody can have it recorded
        assertThat(begun(live)).hasSize(1);
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
                        false);
        OutsideWorld.INTAKE.permit(subject.permitToRecord(line));
        Live live = live(subject);
        says(live, YES).body("recorded", equalTo(true));
        awaitState(live, "RECORDING");
        atDoor(live, "/human-requests", "{}").statusCode(200).body("transfer", equalTo(true));
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
