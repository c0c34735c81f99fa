package io.leadflip.sandbox.twilio;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// One call as the REST API knows it. Statuses only move forward; a call that is over stays as it
/// ended.
final class Call {
    private final String sid;
    private final String accountSid;
    private final CallOrder order;
    private final Instant created;
    private CallStatus status = CallStatus.QUEUED;
    private Instant updated;
    private Instant answered;
    private Instant ended;
    private Duration talked = Duration.ZERO;
    private String answeredBy;

    Call(String sid, String accountSid, CallOrder order, Instant created) {
        this.sid = sid;
        this.accountSid = accountSid;
        this.order = order;
        this.created = created;
        this.updated = created;
    }

    /// Enters a status; answers false, and changes nothing, when the call is over or further
    /// already.
    synchronized boolean move(CallStatus next, Instant at) {
        if (status.over() || next.compareTo(status) <= 0) {
            return false;
        }
        status = next;
        updated = at;
        if (next == CallStatus.IN_PROGRESS) {
            answered = at;
        }
        if (next.over()) {
            ended = at;
        }
        return true;
    }

    synchronized void talked(Duration time) {
        talked = time;
    }

    synchronized void answeredBy(String who) {
        answeredBy = who;
    }

    synchronized CallStatus status() {
        return status;
    }

    synchronized Instant updated() {
        return updated;
    }

    synchronized Duration talked() {
        return talked;
    }

    synchronized Optional<String> answeredBy() {
        return Optional.ofNullable(answeredBy);
    }

    String sid() {
        return sid;
    }

    CallOrder order() {
        return order;
    }

    Instant created() {
        return created;
    }

    /// The fields every webhook of this call carries.
    synchronized SortedMap<String, String> fields() {
        SortedMap<String, String> fields = new TreeMap<>();
        fields.put("CallSid", sid);
        fields.put("AccountSid", accountSid);
        fields.put("From", order.from());
        fields.put("Caller", order.from());
        fields.put("To", order.to());
        fields.put("Called", order.to());
        fields.put("CallStatus", status.word());
        fields.put("ApiVersion", "2010-04-01");
        fields.put("Direction", "outbound-api");
        return fields;
    }

    synchronized JsonObject json() {
        String uri = "/2010-04-01/Accounts/" + accountSid + "/Calls/" + sid;
        return new JsonObject()
                .put("sid", sid)
                .put("account_sid", accountSid)
                .put("parent_call_sid", null)
                .put("api_version", "2010-04-01")
                .put("status", status.word())
                .put("direction", "outbound-api")
                .put("to", order.to())
                .put("to_formatted", order.to())
                .put("from", order.from())
                .put("from_formatted", order.from())
                .put("date_created", TwilioTime.of(created))
                .put("date_updated", TwilioTime.of(updated))
                .put("start_time", TwilioTime.of(answered == null ? created : answered))
                .put("end_time", TwilioTime.of(ended))
                .put("duration", ended == null ? null : Long.toString(seconds(talked)))
                .put("answered_by", answeredBy)
                .put("queue_time", "0")
                .put("price", null)
                .put("price_unit", "USD")
                .put("annotation", null)
                .put("forwarded_from", null)
                .put("caller_name", null)
                .put("group_sid", null)
                .put("phone_number_sid", null)
                .put("trunk_sid", null)
                .put("uri", uri + ".json")
                .put(
                        "subresource_uris",
                        new JsonObject().put("recordings", uri + "/Recordings.json"));
    }

    /// Twilio counts begun seconds.
    static long seconds(Duration talked) {
        return talked.plusMillis(999).toSeconds();
    }
}
