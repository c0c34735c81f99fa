package io.leadflip.sandbox.twilio;

import io.leadflip.sandbox.ledger.Ledger;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// All recordings that a customer asked for, also those of earlier runs, which are read back from
/// the ledger. What went on when the sandbox stopped is over. Their audio is that of the call.
final class VoiceRecordings {
    /// Ledger: a call is being recorded; `call` is its SID.
    static final String BEGUN = "twilio.recording";

    /// Ledger: a recording is over.
    static final String OVER = "twilio.recording.status";

    /// Ledger: a recording is gone.
    static final String DELETED = "twilio.recording.deleted";

    private final Map<String, VoiceRecording> bySid = new ConcurrentHashMap<>();
    private final Map<String, Callbacks> callbacks = new ConcurrentHashMap<>();
    private final String accountSid;
    private final Ledger ledger;
    private final TwilioFaults faults;
    private final Exchange exchange;

    VoiceRecordings(String accountSid, Ledger ledger, TwilioFaults faults, Exchange exchange) {
        this.accountSid = accountSid;
        this.ledger = ledger;
        this.faults = faults;
        this.exchange = exchange;
        ledger.entries(BEGUN).forEach(this::remember);
        ledger.entries(OVER)
                .forEach(
                        entry ->
                                find(entry.getString("sid"))
                                        .ifPresent(it -> it.end(entry.getLong("duration", 0L))));
        ledger.entries(DELETED).forEach(entry -> bySid.remove(entry.getString("sid")));
        bySid.values().forEach(recording -> recording.end(0));
    }

    private void remember(JsonObject entry) {
        VoiceRecording recording =
                new VoiceRecording(
                        entry.getString("sid"),
                        entry.getString("call"),
                        accountSid,
                        Form.of(entry.getJsonObject("form", new JsonObject())),
                        Instant.parse(entry.getString("at")));
        bySid.put(recording.sid(), recording);
    }

    VoiceRecording begin(Call call, Form order) {
        VoiceRecording recording =
                new VoiceRecording(
                        "RE" + UUID.randomUUID().toString().replace("-", ""),
                        call.sid(),
                        accountSid,
                        order,
                        Instant.now());
        ledger.append(
                BEGUN,
                new JsonObject()
                        .put("sid", recording.sid())
                        .put("call", call.sid())
                        .put("channels", recording.channels())
                        .put("form", order.json()));
        bySid.put(recording.sid(), recording);
        callbacks.put(
                recording.sid(), new Callbacks(exchange.webhooks(), faults, exchange.threads()));
        tell(recording, false);
        return recording;
    }

    Optional<VoiceRecording> find(String sid) {
        return Optional.ofNullable(bySid.get(sid));
    }

    /// Newest first.
    List<VoiceRecording> of(String callSid) {
        return bySid.values().stream()
                .filter(recording -> recording.callSid().equals(callSid))
                .sorted(Comparator.comparing(VoiceRecording::began).reversed())
                .toList();
    }

    /// @return false when it was over before
    boolean end(VoiceRecording recording) {
        Duration length =
                exchange.clock().telephone(Duration.between(recording.began(), Instant.now()));
        if (!recording.end(Call.seconds(length))) {
            return false;
        }
        ledger.append(
                OVER,
                new JsonObject()
                        .put("sid", recording.sid())
                        .put("status", recording.status())
                        .put("duration", recording.seconds().orElse(0L)));
        tell(recording, true);
        return true;
    }

    /// A call runs no more; when it is over nothing of it can be recorded. One that was cut off
    /// with the sandbox is looked at when it starts again.
    void ran(Call call) {
        if (call.status().over()) {
            of(call.sid()).forEach(this::end);
        }
    }

    void delete(VoiceRecording recording) {
        if (bySid.remove(recording.sid()) != null) {
            ledger.append(DELETED, new JsonObject().put("sid", recording.sid()));
        }
    }

    private void tell(VoiceRecording recording, boolean last) {
        boolean wanted =
                recording.order().all("RecordingStatusCallbackEvent").isEmpty()
                        ? last
                        : recording
                                .order()
                                .all("RecordingStatusCallbackEvent")
                                .contains(recording.status());
        Optional<Webhook> hook =
                Webhook.in(
                        recording.order(),
                        "RecordingStatusCallback",
                        "RecordingStatusCallbackMethod");
        Callbacks queue = callbacks.get(recording.sid());
        if (wanted && hook.isPresent() && queue != null) {
            queue.post(hook.get(), fields(recording), last);
        }
    }

    private SortedMap<String, String> fields(VoiceRecording recording) {
        SortedMap<String, String> fields = new TreeMap<>();
        fields.put("AccountSid", accountSid);
        fields.put("CallSid", recording.callSid());
        fields.put("RecordingSid", recording.sid());
        fields.put("RecordingUrl", "https://api.twilio.com" + recording.path());
        fields.put("RecordingStatus", recording.status());
        fields.put("RecordingStartTime", TwilioTime.of(recording.began()));
        fields.put("RecordingChannels", Integer.toString(recording.channels()));
        fields.put("RecordingTrack", recording.order().text("RecordingTrack").orElse("both"));
        fields.put("RecordingSource", "StartCallRecordingAPI");
        fields.put("ErrorCode", "0");
        recording
                .seconds()
                .ifPresent(length -> fields.put("RecordingDuration", Long.toString(length)));
        return fields;
    }
}
