package io.leadflip.sandbox.twilio;

import io.leadflip.sandbox.ledger.Ledger;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/// Tells what happens to one call: to its resource, the ledger and, by callbacks, the customer.
final class CallProgress {
    private static final int INVALID_URL = 11100;
    private static final Map<CallStatus, String> SIP_CODES =
            Map.of(
                    CallStatus.COMPLETED, "200",
                    CallStatus.BUSY, "486",
                    CallStatus.NO_ANSWER, "487",
                    CallStatus.CANCELED, "487",
                    CallStatus.FAILED, "404");

    private final Call call;
    private final Ledger ledger;
    private final Callbacks callbacks;
    private final SandboxClock clock;
    private final Set<String> reported = new HashSet<>();
    private int sequence;
    private long answeredNanos;

    CallProgress(Call call, Ledger ledger, Callbacks callbacks, SandboxClock clock) {
        this.call = call;
        this.ledger = ledger;
        this.callbacks = callbacks;
        this.clock = clock;
    }

    synchronized void moved(CallStatus status) {
        boolean talked = call.status() == CallStatus.IN_PROGRESS;
        if (status == CallStatus.IN_PROGRESS) {
            answeredNanos = System.nanoTime();
        }
        if (talked) {
            call.talked(clock.telephone(Duration.ofNanos(System.nanoTime() - answeredNanos)));
        }
        if (call.move(status, Instant.now())) {
            record(status);
            tell(status);
        }
    }

    private void record(CallStatus status) {
        JsonObject entry = new JsonObject().put("sid", call.sid()).put("status", status.word());
        if (status.over()) {
            entry.put("duration", Call.seconds(call.talked()));
            call.answeredBy().ifPresent(who -> entry.put("answeredBy", who));
        }
        ledger.append(Calls.STATUS, entry);
    }

    private void tell(CallStatus status) {
        if (call.order().statusCallback().isEmpty()
                || !call.order().events().contains(status.event())) {
            return;
        }
        SortedMap<String, String> fields = call.fields();
        fields.put("SequenceNumber", Integer.toString(sequence++));
        fields.put("CallbackSource", "call-progress-events");
        fields.put("Timestamp", TwilioTime.of(Instant.now()));
        call.answeredBy().ifPresent(who -> fields.put("AnsweredBy", who));
        if (status.over()) {
            long seconds = Call.seconds(call.talked());
            fields.put("CallDuration", Long.toString(seconds));
            fields.put("Duration", Long.toString((seconds + 59) / 60));
            fields.put("SipResponseCode", SIP_CODES.get(status));
        }
        callbacks.post(call.order().statusCallback().get(), fields, status.over());
    }

    /// Detection has a verdict; with asynchronous detection the customer is told separately.
    void detected(Detection.Verdict verdict) {
        call.answeredBy(verdict.answeredBy());
        if (call.order().detection().async()) {
            SortedMap<String, String> fields = call.fields();
            fields.put("AnsweredBy", verdict.answeredBy());
            fields.put("MachineDetectionDuration", Long.toString(verdict.after().toMillis()));
            call.order().detection().asyncCallback().ifPresent(hook -> tell(hook, fields));
        }
    }

    /// A callback beside the numbered status callbacks.
    void tell(Webhook webhook, SortedMap<String, String> fields) {
        if (!webhook.usable()) {
            violation(webhook.url(), INVALID_URL, "A callback address is not a URL");
            return;
        }
        callbacks.post(webhook, fields, true);
    }

    /// Another phone rang for this call.
    void leg(JsonObject entry) {
        ledger.append(DialLeg.PLACED, entry.put("parent", call.sid()));
    }

    void legOver(JsonObject entry) {
        ledger.append(DialLeg.OVER, entry.put("parent", call.sid()));
    }

    /// Notes what the customer did against the protocol. Twilio reports each kind once per stream
    /// or document, here named by `where`.
    synchronized void violation(String where, int code, String detail) {
        if (reported.add(where + code)) {
            ledger.append(
                    "twilio.violation",
                    new JsonObject()
                            .put("sid", call.sid())
                            .put("code", code)
                            .put("detail", detail));
        }
    }
}
