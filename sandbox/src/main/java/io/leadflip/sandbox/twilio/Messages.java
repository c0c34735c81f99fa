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
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// All text messages ever accepted, also those of earlier runs; and who does not want any.
final class Messages {
    private static final String ACCEPTED = "twilio.sms";
    private static final String SUPPRESSED = "twilio.suppression";
    private static final Duration TO_THE_NETWORK = Duration.ofMillis(200);
    private static final Duration TO_THE_PHONE = Duration.ofMillis(600);

    private final Map<String, Message> bySid = new ConcurrentHashMap<>();
    private final Set<String> suppressed = ConcurrentHashMap.newKeySet();
    private final Ledger ledger;
    private final TwilioFaults faults;
    private final Exchange exchange;

    Messages(Ledger ledger, TwilioFaults faults, Exchange exchange) {
        this.ledger = ledger;
        this.faults = faults;
        this.exchange = exchange;
        ledger.entries(ACCEPTED).forEach(this::remember);
        ledger.entries(SUPPRESSED).forEach(entry -> suppressed.add(entry.getString("number")));
    }

    private void remember(JsonObject entry) {
        String sid = entry.getString("sid");
        if (!(entry.getValue("form") instanceof JsonObject kept)) {
            return;
        }
        Form form = Form.of(kept);
        Instant at = Instant.parse(entry.getString("at"));
        bySid.put(sid, new Message(sid, exchange.accountSid(), form, at, MessageStatus.DELIVERED));
    }

    Message accept(Form form) {
        String sid = "SM" + UUID.randomUUID().toString().replace("-", "");
        ledger.append(
                ACCEPTED,
                new JsonObject()
                        .put("sid", sid)
                        .put("to", form.text("To").orElseThrow())
                        .put("from", form.text("From").orElse(null))
                        .put("body", form.text("Body").orElseThrow())
                        .put("form", form.json()));
        Message message =
                new Message(sid, exchange.accountSid(), form, Instant.now(), MessageStatus.QUEUED);
        bySid.put(sid, message);
        Callbacks callbacks = new Callbacks(exchange.webhooks(), faults, exchange.threads());
        tell(message, callbacks, false);
        exchange.later(TO_THE_NETWORK, () -> sent(message, callbacks));
        return message;
    }

    private void sent(Message message, Callbacks callbacks) {
        move(message, MessageStatus.SENT, callbacks);
        exchange.later(TO_THE_PHONE, () -> move(message, MessageStatus.DELIVERED, callbacks));
    }

    private void move(Message message, MessageStatus status, Callbacks callbacks) {
        message.move(status, Instant.now());
        tell(message, callbacks, status == MessageStatus.DELIVERED);
    }

    private static void tell(Message message, Callbacks callbacks, boolean last) {
        message.statusCallback().ifPresent(hook -> callbacks.post(hook, message.fields(), last));
    }

    void suppress(String number) {
        if (suppressed.add(number)) {
            ledger.append(SUPPRESSED, new JsonObject().put("number", number));
        }
    }

    Set<String> suppressed() {
        return suppressed;
    }

    Optional<Message> find(String sid) {
        return Optional.ofNullable(bySid.get(sid));
    }

    /// Newest first.
    List<Message> all() {
        List<Message> messages = new ArrayList<>(bySid.values());
        messages.sort(Comparator.comparing(Message::created).reversed());
        return messages;
    }
}
