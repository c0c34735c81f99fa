package io.leadflip.sandbox.twilio;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// One text message as the REST API knows it.
final class Message {
    private static final int ONE_SEGMENT = 160;
    private static final int PART = 153;

    private final String sid;
    private final String accountSid;
    private final Form form;
    private final Instant created;
    private MessageStatus status;
    private Instant updated;

    Message(String sid, String accountSid, Form form, Instant created, MessageStatus status) {
        this.sid = sid;
        this.accountSid = accountSid;
        this.form = form;
        this.created = created;
        this.updated = created;
        this.status = status;
    }

    synchronized void move(MessageStatus next, Instant at) {
        status = next;
        updated = at;
    }

    String sid() {
        return sid;
    }

    Instant created() {
        return created;
    }

    String to() {
        return form.text("To").orElse("");
    }

    Optional<String> from() {
        return form.text("From");
    }

    Optional<Webhook> statusCallback() {
        return Webhook.in(form, "StatusCallback", "StatusCallbackMethod");
    }

    synchronized SortedMap<String, String> fields() {
        SortedMap<String, String> fields = new TreeMap<>();
        fields.put("MessageSid", sid);
        fields.put("SmsSid", sid);
        fields.put("AccountSid", accountSid);
        fields.put("MessageStatus", status.word());
        fields.put("SmsStatus", status.word());
        fields.put("To", to());
        from().ifPresent(from -> fields.put("From", from));
        form.text("MessagingServiceSid").ifPresent(s -> fields.put("MessagingServiceSid", s));
        fields.put("ApiVersion", "2010-04-01");
        return fields;
    }

    synchronized JsonObject json() {
        String body = form.text("Body").orElse("");
        int segments = body.length() <= ONE_SEGMENT ? 1 : (body.length() + PART - 1) / PART;
        return new JsonObject()
                .put("sid", sid)
                .put("account_sid", accountSid)
                .put("messaging_service_sid", form.text("MessagingServiceSid").orElse(null))
                .put("api_version", "2010-04-01")
                .put("status", status.word())
                .put("direction", "outbound-api")
                .put("to", to())
                .put("from", from().orElse(null))
                .put("body", body)
                .put("num_segments", Integer.toString(segments))
                .put("num_media", "0")
                .put("date_created", TwilioTime.of(created))
                .put("date_updated", TwilioTime.of(updated))
                .put("date_sent", status == MessageStatus.QUEUED ? null : TwilioTime.of(updated))
                .put("price", null)
                .put("price_unit", "USD")
                .put("error_code", null)
                .put("error_message", null)
                .put("uri", "/2010-04-01/Accounts/" + accountSid + "/Messages/" + sid + ".json");
    }
}
