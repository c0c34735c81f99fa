package io.leadflip.notifier.sendgrid;

import io.leadflip.notifier.http.ProviderHttp;
import io.leadflip.notifier.message.Message.Mail;
import io.leadflip.notifier.sending.Envelope;
import io.leadflip.notifier.sending.MailConfig;
import io.leadflip.notifier.sending.Provider;
import io.leadflip.notifier.sending.Replies;
import io.leadflip.notifier.sending.SendResult;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;

/// Sends mail by SendGrid. It has no idempotency key and no look-up by our own id: what is in doubt
/// stays in doubt until its event webhook speaks.
@ApplicationScoped
public class SendGridMail implements Provider<Mail> {
    private final ProviderHttp http;
    private final SendGridConfig config;
    private final MailConfig sender;

    SendGridMail(ProviderHttp http, SendGridConfig config, MailConfig sender) {
        this.http = http;
        this.config = config;
        this.sender = sender;
    }

    @Override
    public String name() {
        return "sendgrid";
    }

    @Override
    public Uni<SendResult> send(Envelope<Mail> envelope) {
        var url = config.baseUrl().resolve("/v3/mail/send");
        return http.postJson(url, "Bearer " + config.apiKey(), body(envelope))
                .map(
                        reply ->
                                Replies.read(
                                        reply,
                                        answer -> answer.messageIdHeader(),
                                        answer -> "status-" + answer.status()));
    }

    @Override
    public Uni<LookUp> lookUp(Envelope<Mail> envelope) {
        return Uni.createFrom().item(new LookUp.Impossible());
    }

    private JsonObject body(Envelope<Mail> envelope) {
        var mail = envelope.message();
        var to = new JsonArray().add(new JsonObject().put("email", envelope.address()));
        return new JsonObject()
                .put("personalizations", new JsonArray().add(new JsonObject().put("to", to)))
                .put(
                        "from",
                        new JsonObject()
                                .put("email", sender.fromEmail())
                                .put("name", sender.fromName()))
                .put("subject", mail.subject())
                .put(
                        "content",
                        new JsonArray()
                                .add(content("text/plain", mail.text()))
                                .add(content("text/html", mail.html())))
                .put("headers", headers(envelope))
                .put(
                        "custom_args",
                        new JsonObject()
                                .put("notification_id", envelope.notificationId().toString()))
                .put("tracking_settings", untracked());
    }

    private static JsonObject content(String type, String value) {
        return new JsonObject().put("type", type).put("value", value);
    }

    /// RFC 8058: one click, by a POST to the same address.
    private static JsonObject headers(Envelope<Mail> envelope) {
        var headers =
                new JsonObject()
                        .put("X-LeadFlip-Notification", envelope.notificationId().toString());
        var unsubscribe = envelope.message().unsubscribeUrl();
        return unsubscribe == null
                ? headers
                : headers.put("List-Unsubscribe", "<" + unsubscribe + ">")
                        .put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }

    /// Links stay as they are written, and nobody is watched opening the mail.
    private static JsonObject untracked() {
        var off = new JsonObject().put("enable", false);
        return new JsonObject().put("click_tracking", off).put("open_tracking", off.copy());
    }
}
