package io.leadflip.sandbox.mail;

import io.leadflip.sandbox.SandboxSettings;
import io.leadflip.sandbox.ledger.Ledger;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.UUID;

/// SendGrid's `POST /v3/mail/send`: checks the key and the body as the provider does, answers 202
/// with `X-Message-Id`, and puts one `sendgrid.mail` entry per recipient into the ledger.
public final class SendGridSandbox {
    private static final long BODY_LIMIT = 30L * 1024 * 1024;

    private final Ledger ledger;
    private final SandboxSettings settings;
    private final MailEvents events;
    private final MailFault.Plan faults = new MailFault.Plan();

    public SendGridSandbox(Ledger ledger, SandboxSettings settings, MailEvents events) {
        this.ledger = ledger;
        this.settings = settings;
        this.events = events;
    }

    public void mount(Router router) {
        faults.mount(router, "sendgrid");
        router.post("/v3/mail/send")
                .handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT))
                .handler(this::send);
    }

    /// What the next requests meet.
    public MailFault.Plan faults() {
        return faults;
    }

    private void send(RoutingContext context) {
        if (!("Bearer " + settings.credentials().sendGridKey())
                .equals(context.request().getHeader("Authorization"))) {
            refuse(
                    context,
                    401,
                    null,
                    "The provided authorization grant is invalid, expired, or revoked");
            return;
        }
        MailFault fault = faults.take();
        if (fault != null && !fault.sends()) {
            fail(context, fault);
            return;
        }
        try {
            accept(
                    context,
                    SendGridMessage.read(
                            body(context),
                            UUID.randomUUID().toString().replace("-", "").substring(0, 22)),
                    fault);
        } catch (MailRequestException e) {
            refuse(context, 400, e.field(), e.getMessage());
        } catch (ClassCastException e) {
            refuse(context, 400, null, "Bad Request: a field has a value of the wrong type");
        }
    }

    private void accept(RoutingContext context, List<Mail> mails, MailFault fault) {
        mails.forEach(this::keep);
        if (fault != null) {
            fail(context, fault);
        } else {
            context.response()
                    .setStatusCode(202)
                    .putHeader("X-Message-Id", mails.getFirst().messageId())
                    .end();
        }
        mails.forEach(events::sendGridDelivered);
    }

    private void keep(Mail mail) {
        mail.recipients()
                .forEach(recipient -> ledger.append("sendgrid.mail", mail.entry(recipient)));
    }

    private static JsonObject body(RoutingContext context) {
        try {
            JsonObject body = context.body().asJsonObject();
            if (body != null) {
                return body;
            }
        } catch (DecodeException e) {
            throw new MailRequestException(null, "Bad Request: the body is not a JSON object");
        }
        throw new MailRequestException(null, "Bad Request: the body is empty");
    }

    private void fail(RoutingContext context, MailFault fault) {
        switch (fault) {
            case REFUSE ->
                    refuse(
                            context,
                            403,
                            "from",
                            "The from address does not match a verified Sender Identity.");
            case REJECT ->
                    refuse(
                            context,
                            400,
                            "personalizations.0.to.0.email",
                            "Does not contain a valid address.");
            case THROTTLE -> refuse(context, 429, null, "too many requests");
            case FAIL_BEFORE_EFFECT, FAIL_AFTER_EFFECT ->
                    refuse(context, 500, null, "Internal server error");
            case TIME_OUT_AFTER_EFFECT ->
                    context.vertx()
                            .setTimer(120_000, late -> context.request().connection().close());
        }
    }

    private void refuse(RoutingContext context, int status, String field, String message) {
        ledger.append(
                "rejected",
                new JsonObject()
                        .put("provider", "sendgrid")
                        .put("status", status)
                        .put("reason", message)
                        .put("notification_id", SendGridMessage.notification(context.body())));
        JsonObject error =
                new JsonObject().put("message", message).put("field", field).put("help", null);
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(new JsonObject().put("errors", new JsonArray().add(error)).encode());
    }
}
