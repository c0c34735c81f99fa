package io.leadflip.sandbox.control;

import io.leadflip.sandbox.caller.Personas;
import io.leadflip.sandbox.ledger.Ledger;
import io.leadflip.sandbox.oidc.Issuer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What no provider has and a demo or a test needs, under `/__sandbox/`: read the ledger and the
/// inboxes, sign somebody in, say who is behind a phone number. For programs on this machine only.
public final class ControlApi {
    /// The ledger's kind for a person described by the control API, so that a sandbox started again
    /// still knows who answers.
    public static final String PERSONA = "persona";

    private final Ledger ledger;
    private final Personas personas;
    private final Issuer issuer;

    public ControlApi(Ledger ledger, Personas personas, Issuer issuer) {
        this.ledger = ledger;
        this.personas = personas;
        this.issuer = issuer;
    }

    public void mount(Router router) {
        router.route("/__sandbox/*").order(-1).handler(ControlApi::admit);
        router.get("/__sandbox/health").handler(this::health);
        router.get("/__sandbox/ledger/:kind")
                .handler(context -> answer(context, ledger.entries(context.pathParam("kind"))));
        router.get("/__sandbox/inbox").handler(this::inbox);
        router.get("/__sandbox/sms")
                .handler(context -> answer(context, ledger.entries("twilio.sms", to(context))));
        router.get("/__sandbox/tokens").handler(this::token);
        router.post("/__sandbox/tokens").handler(this::token);
        router.post("/__sandbox/personas")
                .handler(BodyHandler.create(false))
                .handler(this::describe);
    }

    /// People described before this start.
    public void recall() {
        ledger.entries(PERSONA)
                .forEach(
                        kept ->
                                personas.register(
                                        kept.getString("number"), kept.getJsonObject("persona")));
    }

    private static void admit(RoutingContext context) {
        HttpServerRequest request = context.request();
        String peer = request.remoteAddress().hostAddress();
        boolean local =
                peer != null
                        && (peer.startsWith("127.")
                                || "::1".equals(peer)
                                || "0:0:0:0:0:0:0:1".equals(peer));
        if (local && request.getHeader("Origin") == null) {
            context.next();
        } else {
            context.response()
                    .setStatusCode(403)
                    .end("The control API serves programs on this machine only.");
        }
    }

    private void health(RoutingContext context) {
        JsonObject counts = new JsonObject();
        ledger.counts().forEach(counts::put);
        json(
                context,
                200,
                new JsonObject()
                        .put("status", "UP")
                        .put("issuer", issuer.uri().toString())
                        .put("personas", personas.size())
                        .put("ledger", counts));
    }

    private void inbox(RoutingContext context) {
        Predicate<JsonObject> wanted = to(context);
        Stream<JsonObject> mails =
                Stream.concat(
                        ledger.entries("sendgrid.mail", wanted).stream(),
                        ledger.entries("mailgun.mail", wanted).stream());
        answer(context, mails.toList());
    }

    private static Predicate<JsonObject> to(RoutingContext context) {
        String to = context.queryParams().get("to");
        // A plus that was not escaped arrives as a space.
        String wanted = to == null ? null : to.replaceFirst("^ ", "+").toLowerCase(Locale.ROOT);
        return message ->
                wanted == null || wanted.equals(message.getString("to").toLowerCase(Locale.ROOT));
    }

    private void token(RoutingContext context) {
        String subject = context.queryParams().get("sub");
        if (subject == null || subject.isBlank()) {
            json(context, 400, new JsonObject().put("error", "sub is missing"));
            return;
        }
        String roles =
                context.queryParams().contains("roles")
                        ? context.queryParams().get("roles")
                        : "consumer";
        json(
                context,
                200,
                new JsonObject().put("token", issuer.token(subject, List.of(roles.split(",")))));
    }

    private void describe(RoutingContext context) {
        try {
            JsonObject people = context.body().asJsonObject();
            people.forEach(this::describe);
            json(context, 200, new JsonObject().put("personas", personas.size()));
        } catch (DecodeException | ClassCastException | IllegalArgumentException e) {
            json(
                    context,
                    400,
                    new JsonObject()
                            .put("error", "expected {\"+1…\": {persona}, …}: " + e.getMessage()));
        }
    }

    private void describe(Map.Entry<String, Object> person) {
        JsonObject persona = (JsonObject) person.getValue();
        personas.register(person.getKey(), persona);
        ledger.append(
                PERSONA, new JsonObject().put("number", person.getKey()).put("persona", persona));
    }

    private static void answer(RoutingContext context, List<JsonObject> entries) {
        json(context, 200, new JsonObject().put("entries", new JsonArray(entries)));
    }

    private static void json(RoutingContext context, int status, JsonObject body) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.encode());
    }
}
