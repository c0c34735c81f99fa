package io.leadflip.sandbox.mail;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// The signed event webhooks of both mail providers: tells a configured URL that a message was
/// delivered, and tells it again when the URL does not answer 2xx.
///
/// `POST /__sandbox/webhooks` with `{"sendgrid": url, "mailgun": url}` sets where to, `GET` also
/// tells the keys to check the signatures with. Without a URL nothing is told.
public final class MailEvents {
    /// Real providers repeat an event for a day; here a few minutes must do.
    private static final int TRIES = 100;

    private static final long PAUSE_MS = 1000;
    private static final long LONGEST_PAUSE_MS = 5000;
    private static final long GATHER_MS = 500;

    private final Vertx vertx;
    private final WebClient client;
    private final Clock clock = Clock.systemUTC();
    private final EventSignatures signatures = new EventSignatures();
    private final JsonArray gathered = new JsonArray();
    private final Map<String, String> urls = new ConcurrentHashMap<>();

    public MailEvents(Vertx vertx) {
        this.vertx = vertx;
        client = WebClient.create(vertx);
    }

    public void mount(Router router) {
        router.post("/__sandbox/webhooks")
                .handler(BodyHandler.create(false))
                .handler(this::configure);
        router.get("/__sandbox/webhooks").handler(this::tell);
    }

    private void configure(RoutingContext context) {
        context.body()
                .asJsonObject()
                .forEach(target -> urls.put(target.getKey(), (String) target.getValue()));
        tell(context);
    }

    private void tell(RoutingContext context) {
        context.json(
                new JsonObject()
                        .put("urls", new JsonObject(Map.copyOf(urls)))
                        .put("sendgridPublicKey", signatures.sendGridPublicKey())
                        .put("mailgunSigningKey", EventSignatures.MAILGUN_KEY));
    }

    /// SendGrid tells events of a short while together.
    synchronized void sendGridDelivered(Mail mail) {
        if (!urls.containsKey("sendgrid")) {
            return;
        }
        if (gathered.isEmpty()) {
            vertx.setTimer(GATHER_MS, timer -> tellSendGrid());
        }
        mail.recipients().forEach(recipient -> gathered.add(sendGridEvent(mail, recipient)));
    }

    private synchronized void tellSendGrid() {
        String url = urls.get("sendgrid");
        JsonArray events = gathered.copy();
        gathered.clear();
        String timestamp = String.valueOf(clock.instant().getEpochSecond());
        Buffer body = events.toBuffer();
        HttpRequest<Buffer> request =
                client.postAbs(url)
                        .putHeader("Content-Type", "application/json")
                        .putHeader("X-Twilio-Email-Event-Webhook-Timestamp", timestamp)
                        .putHeader(
                                "X-Twilio-Email-Event-Webhook-Signature",
                                signatures.sendGrid(timestamp, body.getBytes()));
        deliver(request, body, 1);
    }

    /// SendGrid lays custom arguments flat into the event.
    private JsonObject sendGridEvent(Mail mail, String recipient) {
        return mail.customArgs()
                .copy()
                .put("email", recipient)
                .put("timestamp", clock.instant().getEpochSecond())
                .put("event", "delivered")
                .put("sg_event_id", UUID.randomUUID().toString())
                .put("sg_message_id", mail.messageId() + ".recvd-0");
    }

    void mailgunDelivered(Mail mail) {
        String url = urls.get("mailgun");
        if (url != null) {
            mail.recipients().forEach(recipient -> mailgun(url, mail, recipient));
        }
    }

    private void mailgun(String url, Mail mail, String recipient) {
        String timestamp = String.valueOf(clock.instant().getEpochSecond());
        String token =
                UUID.randomUUID().toString().replace("-", "")
                        + UUID.randomUUID().toString().replace("-", "").substring(0, 18);
        JsonObject signature =
                new JsonObject()
                        .put("timestamp", timestamp)
                        .put("token", token)
                        .put("signature", EventSignatures.mailgun(timestamp, token));
        JsonObject headers =
                new JsonObject().put("message-id", mail.messageId().replaceAll("[<>]", ""));
        JsonObject event =
                new JsonObject()
                        .put("event", "delivered")
                        .put("id", UUID.randomUUID().toString())
                        .put("timestamp", clock.millis() / 1000.0)
                        .put("recipient", recipient)
                        .put("message", new JsonObject().put("headers", headers))
                        .put("user-variables", mail.customArgs());
        Buffer body =
                new JsonObject().put("signature", signature).put("event-data", event).toBuffer();
        deliver(client.postAbs(url).putHeader("Content-Type", "application/json"), body, 1);
    }

    private void deliver(HttpRequest<Buffer> request, Buffer body, int attempt) {
        request.copy()
                .timeout(10_000)
                .sendBuffer(body)
                .onComplete(
                        answer -> {
                            boolean taken =
                                    answer.succeeded() && answer.result().statusCode() / 100 == 2;
                            if (!taken && attempt < TRIES) {
                                vertx.setTimer(
                                        Math.min(PAUSE_MS * attempt, LONGEST_PAUSE_MS),
                                        later -> deliver(request, body, attempt + 1));
                            }
                        });
    }
}
