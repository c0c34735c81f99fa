package io.leadflip.sandbox.twilio;

import io.leadflip.sandbox.ledger.Ledger;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;

/// What all of Twilio's REST resources share: credentials, error shape, and creates that may be
/// told to go wrong.
final class Rest {
    private final String accountSid;
    private final byte[] credentials;
    private final Ledger ledger;
    private final TwilioFaults faults;

    Rest(String accountSid, String authToken, Ledger ledger, TwilioFaults faults) {
        this.accountSid = accountSid;
        String pair = accountSid + ":" + authToken;
        String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        this.credentials = ("Basic " + encoded).getBytes(StandardCharsets.UTF_8);
        this.ledger = ledger;
        this.faults = faults;
    }

    /// Lets only the account's owner through, and only to the account's own resources.
    void authenticate(RoutingContext context) {
        String given = Optional.ofNullable(context.request().getHeader("Authorization")).orElse("");
        if (!MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), credentials)) {
            context.response().putHeader("WWW-Authenticate", "Basic realm=\"Twilio API\"");
            refuse(context, TwilioError.unauthenticated());
        } else if (!accountSid.equals(context.pathParam("account"))) {
            notFound(context);
        } else {
            context.next();
        }
    }

    void notFound(RoutingContext context) {
        refuse(context, TwilioError.notFound(context.request().path()));
    }

    void refuse(RoutingContext context, TwilioError error) {
        ledger.append(
                "rejected",
                new JsonObject()
                        .put("provider", "twilio")
                        .put("status", error.status())
                        .put("code", error.code())
                        .put("reason", error.message())
                        .put("form", Form.of(context.request().formAttributes()).json()));
        send(context, error.status(), error.json());
    }

    /// Creates something, with whatever fault is armed for it.
    void create(
            RoutingContext context, TwilioFaults.Resource resource, Supplier<JsonObject> effect) {
        Optional<TwilioFaults.Create> fault = faults.takeCreate(resource);
        if (fault.isEmpty()) {
            send(context, 201, effect.get());
            return;
        }
        switch (fault.get()) {
            case ERROR_BEFORE_EFFECT -> refuse(context, TwilioError.internal());
            case TOO_MANY_REQUESTS -> refuse(context, TwilioError.tooManyRequests());
            case ERROR_AFTER_EFFECT -> {
                effect.get();
                refuse(context, TwilioError.internal());
            }
            // The answer never comes; the client gives up, and what it asked for exists all the
            // same.
            case TIMEOUT_AFTER_EFFECT -> effect.get();
        }
    }

    static void send(RoutingContext context, int status, JsonObject body) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json;charset=utf-8")
                .end(body.toBuffer());
    }
}
