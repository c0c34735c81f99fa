package io.leadflip.sandbox.twilio;

import io.leadflip.sandbox.ledger.Ledger;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// All calls ever accepted, also those of earlier runs, which are read back from the ledger. A call
/// that was live when the sandbox stopped is over: completed when it had been answered, failed
/// otherwise.
final class Calls {
    static final String ACCEPTED = "twilio.call";
    static final String STATUS = "twilio.call.status";

    private final Map<String, Call> bySid = new ConcurrentHashMap<>();
    private final String accountSid;
    private final Ledger ledger;

    Calls(String accountSid, Ledger ledger) {
        this.accountSid = accountSid;
        this.ledger = ledger;
        ledger.entries(ACCEPTED).forEach(this::remember);
        ledger.entries(STATUS).forEach(this::advance);
        bySid.values().stream().filter(call -> !call.status().over()).forEach(this::cutOff);
    }

    private void remember(JsonObject entry) {
        if (!(entry.getValue("form") instanceof JsonObject form)) {
            return;
        }
        CallOrder order = CallOrder.of(Form.of(form));
        String sid = entry.getString("sid");
        bySid.put(sid, new Call(sid, accountSid, order, instant(entry)));
    }

    private void advance(JsonObject entry) {
        Call call = bySid.get(entry.getString("sid"));
        if (call != null) {
            call.move(CallStatus.of(entry.getString("status")), instant(entry));
            call.talked(Duration.ofSeconds(entry.getLong("duration", 0L)));
            Optional.ofNullable(entry.getString("answeredBy")).ifPresent(call::answeredBy);
        }
    }

    private void cutOff(Call call) {
        CallStatus end = call.status().unanswered() ? CallStatus.FAILED : CallStatus.COMPLETED;
        call.move(end, call.updated());
        ledger.append(STATUS, new JsonObject().put("sid", call.sid()).put("status", end.word()));
    }

    private static Instant instant(JsonObject entry) {
        return Instant.parse(entry.getString("at"));
    }

    Call accept(CallOrder order) {
        String sid = "CA" + UUID.randomUUID().toString().replace("-", "");
        ledger.append(
                ACCEPTED,
                new JsonObject()
                        .put("sid", sid)
                        .put("to", order.to())
                        .put("from", order.from())
                        .put("url", order.form().text("Url").orElse(null))
                        .put("statusCallback", order.form().text("StatusCallback").orElse(null))
                        .put("form", order.form().json()));
        Call call = new Call(sid, accountSid, order, Instant.now());
        bySid.put(sid, call);
        return call;
    }

    Optional<Call> find(String sid) {
        return Optional.ofNullable(bySid.get(sid));
    }

    /// Newest first.
    List<Call> all() {
        List<Call> calls = new ArrayList<>(bySid.values());
        calls.sort(Comparator.comparing(Call::created).reversed());
        return calls;
    }
}
