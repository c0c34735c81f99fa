package io.leadflip.calls;

import static io.leadflip.calls.CallDesk.WITHIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.leadflip.calls.RecordedCalls.Live;
import io.leadflip.calls.RecordingsApi.Answer;
import io.leadflip.calls.RecordingsApi.Held;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.MultiMap;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A call is recorded when the consumer agreed beforehand and in the call, once, whatever becomes
/// of Twilio's answers and reports.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "calls"))
@WithTestResource(OutsideWorld.class)
class RecordCallTest {
    @Inject CallDesk desk;
    @Inject RecordedCalls calls;

    @BeforeEach
    void bridgeIsThere() {
        desk.bridgeIsThere();
    }

    @Test
    void shouldRecordACallWhoseConsumerAgreedBeforehandAndInTheCall() {
        // Given
        Live live = calls.asked();
        assertThat(live.brief().getBoolean("asksToRecord")).isTrue();
        assertThat(live.brief().getString("opening")).contains("like to record", "press 1");
        assertThat(live.brief().getString("instructions")).contains("allow_recording");
        assertThat(RecordedCalls.begun(live)).isEmpty();
        // When: told twice, which is once
        calls.says(live, RecordedCalls.YES).body("recorded", equalTo(true));
        calls.says(live, RecordedCalls.YES).body("recorded", equalTo(true));
        calls.awaitState(live, "RECORDING");
        // Then
        assertThat(RecordedCalls.begun(live)).hasSize(1);
        MultiMap order = RecordedCalls.begun(live).getFirst().form;
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
        Live live = calls.live(desk.subject());
        // Then
        assertThat(live.brief().getBoolean("asksToRecord")).isFalse();
        assertThat(live.brief().getString("opening")).doesNotContain("like to record");
        calls.says(live, RecordedCalls.YES).body("recorded", equalTo(false));
        assertThat(calls.reasons(live)).isEqualTo("no-consent,not-asked");
        assertThat(calls.state(live)).isNull();
        assertThat(OutsideWorld.RECORDINGS.asked(live.sid())).isZero();
    }

    @Test
    void shouldRecordNobodyWhoSaysNothing() {
        // Given
        Live live = calls.asked();
        // When
        CallDesk.status(live.placed(), "completed", 2, Map.of("CallDuration", "20"))
                .statusCode(204);
        // Then
        assertThat(calls.state(live)).isNull();
        assertThat(OutsideWorld.RECORDINGS.asked(live.sid())).isZero();
        // And: it is too late now
        calls.says(live, RecordedCalls.YES).body("recorded", equalTo(false));
        assertThat(calls.reasons(live)).contains("no-call");
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
        Live live = calls.asked();
        // Then
        calls.says(live, yes).body("recorded", equalTo(false));
        assertThat(calls.reasons(live)).isEqualTo(reason);
        assertThat(OutsideWorld.RECORDINGS.asked(live.sid())).isZero();
        // And: a good one counts afterwards
        calls.says(live, RecordedCalls.YES).body("recorded", equalTo(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"heardBy\":\"nobody\"}", "null"})
    void shouldRefuseWhatIsNoAnswer(String body) {
        calls.atDoor(calls.asked(), "/recording", body).statusCode(422);
    }

    @Test
    void shouldRecordNobodyWhoTookTheConsentBackMeanwhile() {
        // Given
        Live live = calls.asked();
        OutsideWorld.INTAKE.permit(live.subject().permit(live.subject().consent(), false));
        // Then
        calls.says(live, RecordedCalls.YES).body("recorded", equalTo(false));
        assertThat(calls.reasons(live)).isEqualTo("no-consent");
    }

    @Test
    void shouldRecordNoMachine() {
        // Given
        Live live = calls.asked();
        CallDesk.detected(live.placed(), "machine_start").statusCode(204);
        // Then
        calls.says(live, RecordedCalls.YES).body("recorded", equalTo(false));
        assertThat(calls.reasons(live)).isEqualTo("no-call");
    }

    @Test
    void shouldHoldNoRecordingThatNobodyAgreedTo() {
        // Given
        Live live = calls.asked();
        calls.says(live, "{\"heardBy\":\"key\"}").body("recorded", equalTo(false));
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
        Live live = calls.asked();
        OutsideWorld.RECORDINGS.next(live.sid(), answer);
        // When
        calls.says(live, RecordedCalls.YES);
        calls.awaitState(live, "RECORDING");
        // Then
        assertThat(RecordedCalls.begun(live)).hasSize(1);
        assertThat(OutsideWorld.RECORDINGS.asked(live.sid())).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Answer.class,
            names = {"TIMEOUT_WITHOUT_EFFECT", "TOO_MANY_REQUESTS", "UNAUTHORIZED"})
    void shouldAskAgainWhenNothingIsRecorded(Answer answer) {
        // Given
        Live live = calls.asked();
        OutsideWorld.RECORDINGS.next(live.sid(), answer);
        // When
        calls.says(live, RecordedCalls.YES);
        calls.awaitState(live, "RECORDING");
        // Then
        assertThat(RecordedCalls.begun(live)).hasSize(1);
        assertThat(OutsideWorld.RECORDINGS.asked(live.sid())).isEqualTo(2);
    }

    @Test
    void shouldGoOnUnrecordedWhenTwilioRefuses() {
        // Given
        Live live = calls.asked();
        OutsideWorld.RECORDINGS.next(live.sid(), Answer.NOT_ELIGIBLE);
        // When
        calls.says(live, RecordedCalls.YES);
        calls.awaitState(live, "FAILED");
        // Then
        assertThat(OutsideWorld.RECORDINGS.asked(live.sid())).isEqualTo(1);
        assertThat(desk.status(live.subject())).isEqualTo("ATTEMPTING");
    }

    @Test
    void shouldDeleteWhatMayHaveBegunWhenTwilioRefusesTheNextTime() {
        // Given
        Live live = calls.inDoubt();
        OutsideWorld.RECORDINGS.next(live.sid(), Answer.NOT_ELIGIBLE);
        // When
        await().atMost(WITHIN).until(() -> OutsideWorld.RECORDINGS.asked(live.sid()) == 2);
        OutsideWorld.RECORDINGS.begin(live.sid(), MultiMap.caseInsensitiveMultiMap());
        // Then
        await().atMost(WITHIN).until(() -> RecordedCalls.held(live).isEmpty());
        assertThat(calls.state(live)).isIn("DELETING", "DELETED");
    }

    @Test
    void shouldDeleteARecordingThatBeganAlthoughItWasRefused() {
        // Given
        Live live = calls.asked();
        OutsideWorld.RECORDINGS.next(live.sid(), Answer.NOT_ELIGIBLE);
        calls.says(live, RecordedCalls.YES);
        calls.awaitState(live, "FAILED");
        Held recording =
                OutsideWorld.RECORDINGS.begin(live.sid(), MultiMap.caseInsensitiveMultiMap());
        // When
        RecordedCalls.report(live, recording.sid, "in-progress", Map.of()).statusCode(204);
        // Then
        await().atMost(WITHIN).until(() -> RecordedCalls.held(live).isEmpty());
        calls.awaitState(live, "DELETED");
    }

    @Test
    void shouldTakeReportsInAnyOrderAndHoweverOften() {
        // Given
        Live live = calls.recording();
        String sid = RecordedCalls.held(live).getFirst().sid;
        // When
        RecordedCalls.report(live, sid, "completed", Map.of("RecordingDuration", "31"))
                .statusCode(204);
        RecordedCalls.report(live, sid, "in-progress", Map.of()).statusCode(204);
        RecordedCalls.report(live, sid, "completed", Map.of("RecordingDuration", "31"))
                .statusCode(204);
        RecordedCalls.report(live, sid, "absent", Map.of()).statusCode(204);
        // Then
        desk.fromDoor("/internal/calls/" + live.subject().callId())
                .body("attempts[0].recording.state", equalTo("KEPT"))
                .body("attempts[0].recording.durationSeconds", equalTo(31))
                .body("attempts[0].recording.sid", nullValue());
        assertThat(
                        desk.text(
                                "select recorded_usd::text from spend where attempt_id = $1",
                                live.placed().attempt()))
                .isEqualTo("0.002500");
    }

    @Test
    void shouldLearnFromAReportWhatTheLostAnswerWouldHaveTold() {
        // Given
        Live live = calls.inDoubt();
        Held recording =
                OutsideWorld.RECORDINGS.begin(live.sid(), MultiMap.caseInsensitiveMultiMap());
        // When
        RecordedCalls.report(live, recording.sid, "in-progress", Map.of()).statusCode(204);
        // Then
        calls.awaitState(live, "RECORDING");
        assertThat(OutsideWorld.RECORDINGS.asked(live.sid())).isEqualTo(1);
    }

    @Test
    void shouldFollowARecordingWhoseReportsStayAway() {
        // Given
        Live live = calls.recording();
        Held recording = RecordedCalls.held(live).getFirst();
        recording.status = "completed";
        recording.duration = "44";
        // When
        calls.now("record", live);
        // Then
        calls.awaitState(live, "KEPT");
        desk.fromDoor("/internal/calls/" + live.subject().callId())
                .body("attempts[0].recording.durationSeconds", equalTo(44));
    }

    @Test
    void shouldTakeNoReportOfSomebodyElse() {
        // Given
        Live live = calls.recording();
        String sid = RecordedCalls.held(live).getFirst().sid;
        // Then
        io.restassured.RestAssured.given()
                .contentType("application/x-www-form-urlencoded")
                .header("X-Twilio-Signature", "forged")
                .body("CallSid=" + live.sid() + "&RecordingSid=" + sid + "&RecordingStatus=absent")
                .post("/api/webhooks/twilio/recording?attempt=" + live.placed().attempt())
                .then()
                .statusCode(403);
        RecordedCalls.report(live, "x' or 1=1", "completed", Map.of()).statusCode(400);
        RecordedCalls.report(live, sid, "sung", Map.of()).statusCode(400);
        assertThat(calls.state(live)).isEqualTo("RECORDING");
    }
}
