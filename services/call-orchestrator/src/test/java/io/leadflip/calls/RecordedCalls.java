package io.leadflip.calls;

import static io.leadflip.calls.CallDesk.WITHIN;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.leadflip.calls.RecordingsApi.Held;
import io.leadflip.calls.TwilioApi.Placed;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.work.WorkQueue;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What tests of recordings do over and over: let somebody agree, say yes, and look at what is
/// held.
@ApplicationScoped
class RecordedCalls {
    static final String YES = "{\"heardBy\":\"key\",\"noticeHeardMs\":9000,\"affirmedMs\":9700}";

    @Inject CallDesk desk;
    @Inject WorkQueue work;
    @Inject Transactions transactions;

    /// @param brief what the bridge was told
    record Live(Subject subject, Placed placed, JsonPath brief) {
        String sid() {
            return placed.sid();
        }
    }

    Live live(Subject subject) {
        Placed placed = desk.call(subject);
        CallDesk.status(placed, "in-progress", 1, Map.of()).statusCode(204);
        String token =
                CallDesk.between(desk.document(subject, placed), "name=\"token\" value=\"", "\"");
        JsonPath brief = desk.redeem(token, placed.sid()).statusCode(200).extract().jsonPath();
        return new Live(subject, placed, brief);
    }

    /// A call to a consumer who agreed beforehand.
    Live asked() {
        Subject subject = desk.subject();
        OutsideWorld.INTAKE.permit(subject.permitToRecord(null));
        return live(subject);
    }

    /// Agreed to, and nobody knows what became of the wish to record it.
    Live inDoubt() {
        Live live = asked();
        OutsideWorld.RECORDINGS.next(live.sid(), RecordingsApi.Answer.TIMEOUT_WITHOUT_EFFECT);
        says(live, YES);
        await().atMost(WITHIN).until(() -> OutsideWorld.RECORDINGS.asked(live.sid()) == 1);
        return live;
    }

    Live recording() {
        Live live = asked();
        says(live, YES).body("recorded", equalTo(true));
        awaitState(live, "RECORDING");
        return live;
    }

    ValidatableResponse says(Live live, String yes) {
        return atDoor(live, "/recording", yes).statusCode(200);
    }

    ValidatableResponse atDoor(Live live, String what, String body) {
        return desk.atDoor("/internal/attempts/" + live.placed().attempt() + what, body);
    }

    String state(Live live) {
        return desk.fromDoor("/internal/calls/" + live.subject().callId())
                .extract()
                .jsonPath()
                .getString("attempts[0].recording.state");
    }

    void awaitState(Live live, String state) {
        await().atMost(WITHIN).until(() -> state.equals(state(live)));
    }

    static List<Held> held(Live live) {
        return OutsideWorld.RECORDINGS.held(live.sid());
    }

    static List<Held> begun(Live live) {
        return OutsideWorld.RECORDINGS.begun(live.sid());
    }

    static ValidatableResponse report(
            Live live, String sid, String status, Map<String, String> more) {
        Map<String, String> fields = new HashMap<>(more);
        fields.put("RecordingSid", sid);
        fields.put("RecordingStatus", status);
        return CallDesk.post(
                "/api/webhooks/twilio/recording?attempt=" + live.placed().attempt(),
                live.sid(),
                fields);
    }

    void now(String kind, Live live) {
        transactions
                .run(() -> work.reschedule(kind, live.placed().attempt().toString(), Instant.now()))
                .await()
                .atMost(WITHIN);
    }

    String reasons(Live live) {
        return desk.text(
                "select array_to_string(reasons, ',') from recording_decision where attempt_id = $1 order by decided_at limit 1",
                live.placed().attempt());
    }
}
