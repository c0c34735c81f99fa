package io.leadflip.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.leadflip.calls.TwilioApi.Placed;
import io.leadflip.calls.transcript.SealKey;
import io.leadflip.contracts.door.CallPermit.BusinessLine;
import io.leadflip.contracts.value.OpeningHours;
import io.restassured.response.ValidatableResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// What tests of transfers do over and over: bring a consumer on the line, ask for a person, and
/// report as Twilio does.
@ApplicationScoped
class Transfers {
    static final String HANG_UP = "<Response><Hangup/></Response>";
    static final String NOBODY = "nobody at Good Plumbing can take your call";
    static final String CALL_BACK = "Call the consumer back: they asked for a person.";

    private static final AtomicInteger NUMBERS = new AtomicInteger(2000);
    private static final List<OpeningHours> ALWAYS =
            Stream.of(DayOfWeek.values())
                    .map(day -> new OpeningHours(day, LocalTime.MIDNIGHT, LocalTime.MIDNIGHT))
                    .toList();
    private static final Map<String, String> LIVE = Map.of("CallStatus", "in-progress");

    @Inject CallDesk desk;

    /// A consumer on the bridge.
    record Live(Subject subject, Placed placed, SealKey key, BusinessLine line) {}

    Live live(BusinessLine line) {
        Subject subject = desk.subject();
        OutsideWorld.INTAKE.permit(subject.permit(line));
        Placed placed = desk.call(subject);
        CallDesk.status(placed, "in-progress", 1, Map.of()).statusCode(204);
        return new Live(subject, placed, desk.bridgeJoins(subject, placed), line);
    }

    /// A consumer who waits for the business to answer.
    Live dialling() {
        Live live = live(open());
        asksForAPerson(live, true);
        assertThat(afterStream(live)).contains("<Dial");
        return live;
    }

    static BusinessLine open() {
        String phone = "+1317557%04d".formatted(NUMBERS.incrementAndGet());
        return line(phone, "key-of-" + phone.substring(2).hashCode(), ALWAYS);
    }

    static BusinessLine line(String phone, String key, List<OpeningHours> hours) {
        return new BusinessLine(
                phone, key, "America/Indiana/Indianapolis", hours, null, false, Instant.now());
    }

    void asksForAPerson(Live live, boolean transfer) {
        desk.atDoor("/internal/attempts/" + live.placed().attempt() + "/human-requests", "{}")
                .statusCode(200)
                .body("transfer", equalTo(transfer));
    }

    static String afterStream(Live live) {
        return asked("/api/twiml/connect-action", live, LIVE);
    }

    static String transferAction(Live live, String status, Map<String, String> more) {
        Map<String, String> fields = new HashMap<>(more);
        fields.putAll(LIVE);
        fields.put("DialCallStatus", status);
        return asked("/api/twiml/transfer-action", live, fields);
    }

    private static String asked(String path, Live live, Map<String, String> fields) {
        return CallDesk.post(
                        path + "?attempt=" + live.placed().attempt(), live.placed().sid(), fields)
                .statusCode(200)
                .extract()
                .asString();
    }

    static String briefing(Live live) {
        return CallDesk.post(
                        "/api/twiml/transfer-briefing?attempt=" + live.placed().attempt(),
                        "CAleg",
                        Map.of("ParentCallSid", live.placed().sid()))
                .statusCode(200)
                .extract()
                .asString();
    }

    /// Somebody at the business presses a key, and what Twilio is to do then.
    static String presses(Live live, String key) {
        return CallDesk.post(
                        "/api/twiml/transfer-taking?attempt=" + live.placed().attempt(),
                        "CAleg",
                        Map.of("ParentCallSid", live.placed().sid(), "Digits", key))
                .statusCode(200)
                .extract()
                .asString();
    }

    static ValidatableResponse leg(Live live, String status, Map<String, String> more) {
        Map<String, String> fields = new HashMap<>(more);
        fields.put("ParentCallSid", live.placed().sid());
        fields.put("CallStatus", status);
        return CallDesk.post(
                "/api/webhooks/twilio/transfer?attempt=" + live.placed().attempt(),
                "CAleg",
                fields);
    }

    static void ends(Live live, int seconds) {
        CallDesk.status(
                        live.placed(),
                        "completed",
                        2,
                        Map.of("CallDuration", Integer.toString(seconds)))
                .statusCode(204);
    }

    String nextAction(Live live) {
        return desk.fromDoor("/internal/calls/" + live.subject().callId())
                .extract()
                .jsonPath()
                .getString("nextAction");
    }

    String reason(Live live) {
        return desk.text(
                "select reason from transfer where attempt_id = $1", live.placed().attempt());
    }
}
