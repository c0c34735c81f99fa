package io.leadflip.notifier.mailgun;

import io.leadflip.notifier.http.ProviderHttp;
import io.leadflip.notifier.http.Reply;
import io.leadflip.notifier.http.Reply.Answered;
import io.leadflip.notifier.message.Message.Mail;
import io.leadflip.notifier.sending.Envelope;
import io.leadflip.notifier.sending.MailConfig;
import io.leadflip.notifier.sending.Provider;
import io.leadflip.notifier.sending.Replies;
import io.leadflip.notifier.sending.SendResult;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// Sends mail by Mailgun, and finds it again among its events by our own id.
@ApplicationScoped
public class MailgunMail implements Provider<Mail> {
    static final String OUR_ID = "notification_id";

    private final ProviderHttp http;
    private final MailgunConfig config;
    private final MailConfig sender;
    private final String authorization;

    MailgunMail(ProviderHttp http, MailgunConfig config, MailConfig sender) {
        this.http = http;
        this.config = config;
        this.sender = sender;
        var pair = "api:" + config.apiKey();
        this.authorization =
                "Basic "
                        + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String name() {
        return "mailgun";
    }

    @Override
    public Uni<SendResult> send(Envelope<Mail> envelope) {
        return http.postForm(path("messages"), authorization, form(envelope))
                .map(
                        reply ->
                                Replies.read(
                                        reply,
                                        answer -> answer.json().getString("id"),
                                        answer -> "status-" + answer.status()));
    }

    @Override
    public Uni<LookUp> lookUp(Envelope<Mail> envelope) {
        var query =
                MultiMap.caseInsensitiveMultiMap()
                        .add("event", "accepted")
                        .add("recipient", envelope.address());
        return http.get(path("events"), authorization, query).map(reply -> found(reply, envelope));
    }

    private URI path(String resource) {
        return config.baseUrl().resolve("/v3/" + config.domain() + "/" + resource);
    }

    private MultiMap form(Envelope<Mail> envelope) {
        var mail = envelope.message();
        var form =
                MultiMap.caseInsensitiveMultiMap()
                        .add("from", sender.fromName() + " <" + sender.fromEmail() + ">")
                        .add("to", envelope.address())
                        .add("subject", mail.subject())
                        .add("text", mail.text())
                        .add("html", mail.html())
                        .add("o:tracking", "no")
                        .add("v:" + OUR_ID, envelope.notificationId().toString())
                        .add("h:X-LeadFlip-Notification", envelope.notificationId().toString());
        return mail.unsubscribeUrl() == null
                ? form
                : form.add("h:List-Unsubscribe", "<" + mail.unsubscribeUrl() + ">")
                        .add("h:List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }

    private static LookUp found(Reply reply, Envelope<Mail> envelope) {
        if (!(reply instanceof Answered answered) || !answered.success()) {
            return new LookUp.Unanswered();
        }
        return answered.json().getJsonArray("items", new JsonArray()).stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .filter(event -> ours(event, envelope))
                .findFirst()
                .<LookUp>map(event -> new LookUp.Found(messageId(event)))
                .orElseGet(LookUp.NotShown::new);
    }

    private static boolean ours(JsonObject event, Envelope<Mail> envelope) {
        return envelope.notificationId()
                .toString()
                .equals(event.getJsonObject("user-variables", new JsonObject()).getString(OUR_ID));
    }

    private static String messageId(JsonObject event) {
        return Optional.ofNullable(event.getJsonObject("message"))
                .map(message -> message.getJsonObject("headers"))
                .map(headers -> headers.getString("message-id"))
                .orElse(null);
    }
}
