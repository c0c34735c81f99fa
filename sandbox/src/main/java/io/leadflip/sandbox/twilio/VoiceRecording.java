package io.leadflip.sandbox.twilio;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/// One recording of a call as the REST API knows it. It goes on until it is stopped or its call is
/// over, and is there until it is deleted.
final class VoiceRecording {
    private final String sid;
    private final String callSid;
    private final String accountSid;
    private final Form order;
    private final Instant began;
    private String status = "in-progress";
    private Long seconds;

    VoiceRecording(String sid, String callSid, String accountSid, Form order, Instant began) {
        this.sid = sid;
        this.callSid = callSid;
        this.accountSid = accountSid;
        this.order = order;
        this.began = began;
    }

    String sid() {
        return sid;
    }

    String callSid() {
        return callSid;
    }

    Instant began() {
        return began;
    }

    Form order() {
        return order;
    }

    synchronized boolean goesOn() {
        return status.equals("in-progress");
    }

    /// @return false when it was over before
    synchronized boolean end(long length) {
        if (!goesOn()) {
            return false;
        }
        status = "completed";
        seconds = length;
        return true;
    }

    synchronized String status() {
        return status;
    }

    synchronized Optional<Long> seconds() {
        return Optional.ofNullable(seconds);
    }

    int channels() {
        return order.text("RecordingChannels").filter("dual"::equals).isPresent() ? 2 : 1;
    }

    synchronized JsonObject json() {
        return new JsonObject()
                .put("sid", sid)
                .put("account_sid", accountSid)
                .put("call_sid", callSid)
                .put("conference_sid", null)
                .put("api_version", "2010-04-01")
                .put("status", status)
                .put("channels", channels())
                .put("track", order.text("RecordingTrack").orElse("both"))
                .put("source", "StartCallRecordingAPI")
                .put("start_time", TwilioTime.of(began))
                .put("date_created", TwilioTime.of(began))
                .put("date_updated", TwilioTime.of(began))
                .put("duration", seconds == null ? null : Long.toString(seconds))
                .put("error_code", null)
                .put("price", null)
                .put("price_unit", "USD")
                .put("uri", path() + ".json");
    }

    String path() {
        return "/2010-04-01/Accounts/" + accountSid + "/Recordings/" + sid;
    }
}
