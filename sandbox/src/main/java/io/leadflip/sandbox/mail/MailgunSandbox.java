package io.leadflip.sandbox.mail;

import io.leadflip.sandbox.SandboxSettings;
import io.leadflip.sandbox.ledger.Ledger;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;

/// Mailgun's `POST /v3/{domain}/messages` (multipart or urlencoded) and the look-up `GET
/// /v3/{domain}/events`: answers 200 with `{id, message}`, and puts one `mailgun.mail` entry per
/// recipient into the ledger.
public final class MailgunSandbox {
    private static final long BODY_LIMIT = 25L * 1024 * 1024;

    private final Ledger ledger;
    private final SandboxSettings settings;
    private final MailEvents events;
    private final MailFault.Plan faults = new MailFault.Plan();

    public MailgunSandbox(Ledger ledger, SandboxSettings settings, MailEvents events) {
        this.ledger = ledger;
        this.settings = settings;
        this.events = events;
    }

    public void mount(Router router) {
        faults.mount(router, "mailgun");
        router.post("/v3/:domain/messages")
                .handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT))
                .handler(this::send);
        router.get("/v3/:domain/events").handler(this::lookUp);
    }

    /// What the next requests meet.
    public MailFault.Plan faults() {
        return faults;
    }

    private void send(RoutingContext context) {
        if (!admitted(context)) {
            return;
        }
        MailFault fault = faults.take();
        if (fault != null && !fault.sends()) {
            fail(context, fault);
            return;
        }
        try {
            String id =
                    "<" + UUID.randomUUID() + "@" + settings.credentials().mailgunDomain() + ">";
            accept(context, MailgunMessage.read(context.request().formAttributes(), id), fault);
        } catch (MailRequestException e) {
            refuse(context, 400, e.field() + ": " + e.getMessage());
        }
    }

    private boolean admitted(RoutingContext context) {
        String key = "api:" + settings.credentials().mailgunKey();
        String expected =
                "Basic " + Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
        if (!expected.equals(context.request().getHeader("Authorization"))) {
            ledger.append(
                    "rejected",
                    new JsonObject()
                            .put("provider", "mailgun")
                            .put("status", 401)
                            .put("reason", "Forbidden"));
            context.response()
                    .setStatusCode(401)
                    .putHeader("WWW-Authenticate", "Basic realm=\"MG API\"")
                    .end("Forbidden");
            return false;
        }
        if (!settings.credentials().mailgunDomain().equals(context.pathParam("domain"))) {
            refuse(context, 404, "Domain not found: " + context.pathParam("domain"));
            return false;
        }
        return true;
    }

    private void accept(RoutingContext context, Mail mail, MailFault fault) {
        mail.recipients()
                .forEach(recipient -> ledger.append("mailgun.mail", mail.entry(recipient)));
        if (fault != null) {
            fail(context, fault);
        } else {
            answer(
                    context,
                    200,
                    new JsonObject()
                            .put("id", mail.messageId())
                            .put("message", "Queued. Thank you."));
        }
        events.mailgunDelivered(mail);
    }

    private void fail(RoutingContext context, MailFault fault) {
        switch (fault) {
            case REFUSE ->
                    refuse(context, 403, "Domain is not allowed to send: the account is disabled");
            case REJECT ->
                    refuse(
                            context,
                            400,
                            "to parameter is not a valid address. please check documentation");
            case THROTTLE -> refuse(context, 429, "Too many requests");
            case FAIL_BEFORE_EFFECT, FAIL_AFTER_EFFECT ->
                    refuse(context, 500, "Internal Server Error");
            case TIME_OUT_AFTER_EFFECT ->
                    context.vertx()
                            .setTimer(120_000, late -> context.request().connection().close());
        }
    }

    private void refuse(RoutingContext context, int status, String message) {
        ledger.append(
                "rejected",
                new JsonObject()
                        .put("provider", "mailgun")
                        .put("status", status)
                        .put("reason", message)
                        .put(
                                "notification_id",
                                context.request().formAttributes().get("v:notification_id")));
        answer(context, status, new JsonObject().put("message", message));
    }

    private static void answer(RoutingContext context, int status, JsonObject body) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.encode());
    }

    private void lookUp(RoutingContext context) {
        if (!admitted(context)) {
            return;
        }
        JsonArray items = new JsonArray();
        ledger.entries("mailgun.mail").stream()
                .filter(mail -> asked(context, mail))
                .map(MailgunSandbox::event)
                .forEach(items::add);
        answer(context, 200, new JsonObject().put("items", items).put("paging", new JsonObject()));
    }

    private static boolean asked(RoutingContext context, JsonObject mail) {
        return matches(context, "recipient", mail.getString("to"))
                && matches(context, "message-id", bare(mail.getString("messageId")))
                && matches(context, "subject", mail.getString("subject"))
                && matches(context, "event", "accepted");
    }

    private static boolean matches(RoutingContext context, String parameter, String value) {
        String wanted = context.queryParams().get(parameter);
        return wanted == null
                || bare(wanted).toLowerCase(Locale.ROOT).equals(value.toLowerCase(Locale.ROOT));
    }

    private static JsonObject event(JsonObject mail) {
        JsonObject headers =
                new JsonObject()
                        .put("message-id", bare(mail.getString("messageId")))
                        .put("to", mail.getString("to"))
                        .put("from", mail.getString("from"))
                        .put("subject", mail.getString("subject"));
        return new JsonObject()
                .put("event", "accepted")
                .put("id", "ev" + mail.getInteger("seq"))
                .put("timestamp", Instant.parse(mail.getString("at")).toEpochMilli() / 1000.0)
                .put("recipient", mail.getString("to"))
                .put("message", new JsonObject().put("headers", headers))
                .put("user-variables", mail.getJsonObject("custom_args"));
    }

    /// Mailgun writes the id with angle brackets in its answer and without them in its events.
    private static String bare(String messageId) {
        return messageId.startsWith("<") && messageId.endsWith(">")
                ? messageId.substring(1, messageId.length() - 1)
                : messageId;
    }
}
