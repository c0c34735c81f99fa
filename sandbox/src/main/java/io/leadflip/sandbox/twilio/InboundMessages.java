package io.leadflip.sandbox.twilio;

import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executor;

/// Texts from a phone to the customer's number, delivered to the customer's webhook. A stop word
/// unsubscribes the phone before the customer hears of it, as Twilio's default opt-out handling
/// does.
record InboundMessages(String accountSid, Messages messages, Callbacks callbacks) {
    private static final Set<String> STOP_WORDS =
            Set.of("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT");

    static InboundMessages of(Exchange exchange, Messages messages, TwilioFaults faults) {
        Executor threads = exchange.threads();
        return new InboundMessages(
                exchange.accountSid(),
                messages,
                new Callbacks(exchange.webhooks(), faults, threads));
    }

    String receive(String from, String to, String body, Webhook webhook) {
        String sid = "SM" + UUID.randomUUID().toString().replace("-", "");
        SortedMap<String, String> fields = new TreeMap<>();
        fields.put("MessageSid", sid);
        fields.put("SmsSid", sid);
        fields.put("SmsMessageSid", sid);
        fields.put("AccountSid", accountSid);
        fields.put("ApiVersion", "2010-04-01");
        fields.put("From", from);
        fields.put("To", to);
        fields.put("Body", body);
        fields.put("NumMedia", "0");
        fields.put("NumSegments", "1");
        fields.put("SmsStatus", "received");
        if (STOP_WORDS.contains(body.strip().toUpperCase(Locale.ROOT))) {
            messages.suppress(from);
            fields.put("OptOutType", "STOP");
        }
        callbacks.post(webhook, fields, true);
        return sid;
    }
}
