package io.leadflip.sandbox.story;

import io.leadflip.sandbox.Http;
import io.leadflip.sandbox.Sandbox;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// The client API of lead-intake with one match per lead, over real HTTP: as much of it as the
/// story uses, keeping count of what was asked for.
final class FakeMarketplace implements AutoCloseable {
    private static final String CODE = "417203";

    final List<String> effects = new CopyOnWriteArrayList<>();
    final AtomicInteger refusals = new AtomicInteger();

    private final Vertx vertx = Vertx.vertx();
    private final Sandbox sandbox;
    private final Map<String, JsonObject> leadsByKey = new ConcurrentHashMap<>();
    private final Map<String, JsonObject> businessesByKey = new ConcurrentHashMap<>();
    private final JsonObject match =
            new JsonObject().put("matchId", "m-1").put("status", "NOTIFIED").put("score", 80);
    private final JsonObject call = new JsonObject();
    private final HttpServer server;
    private JsonObject callAtTheEnd =
            new JsonObject().put("status", "CONCLUDED").put("outcome", "GOAL_ACHIEVED");
    private String leadAtTheEnd = "APPOINTED";

    FakeMarketplace(Sandbox sandbox) {
        this.sandbox = sandbox;
        Router router = Router.router(vertx);
        router.route().handler(BodyHandler.create(false)).handler(this::maybeRefuse);
        router.post("/v1/businesses").handler(this::register);
        router.put("/v1/admin/businesses/:id/phone-approval")
                .handler(context -> json(context, 200, new JsonObject()));
        router.post("/v1/leads").handler(this::submit);
        router.get("/v1/leads/:id").handler(context -> json(context, 200, lead()));
        router.get("/v1/leads/:id/timeline")
                .handler(
                        context ->
                                json(
                                        context,
                                        200,
                                        new JsonObject().put("entries", new JsonArray())));
        router.get("/v1/leads/:id/matches")
                .handler(context -> json(context, 200, new JsonObject().put("matches", matches())));
        router.post("/v1/leads/:id/phone-verification").handler(this::verify);
        router.post("/v1/matches/:id/accept").handler(this::accept);
        router.put("/v1/matches/:id/consent").handler(this::consent);
        router.post("/v1/matches/:id/calls").handler(this::request);
        router.get("/v1/calls/:id").handler(context -> json(context, 200, call));
        server =
                vertx.createHttpServer()
                        .requestHandler(router)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
    }

    URI origin() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    void endsWith(String leadStatus, JsonObject callRecord) {
        leadAtTheEnd = leadStatus;
        callAtTheEnd = callRecord;
    }

    private void maybeRefuse(RoutingContext context) {
        if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            json(context, 503, new JsonObject());
        } else {
            context.next();
        }
    }

    private void register(RoutingContext context) {
        String key = context.request().getHeader("Idempotency-Key");
        JsonObject stored =
                businessesByKey.computeIfAbsent(
                        key, unknown -> new JsonObject().put("businessId", "b-" + key));
        match.put("businessId", stored.getString("businessId"));
        json(context, 201, stored);
    }

    private void submit(RoutingContext context) {
        JsonObject lead =
                leadsByKey.computeIfAbsent(
                        context.request().getHeader("Idempotency-Key"), unknown -> stored(context));
        json(
                context,
                202,
                new JsonObject().put("leadId", lead.getString("leadId")).put("status", "RECEIVED"));
    }

    private JsonObject stored(RoutingContext context) {
        effects.add("lead");
        return new JsonObject()
                .put("leadId", "l-1")
                .put("phone", context.body().asJsonObject().getString("phone"))
                .put("status", "MATCHED");
    }

    private JsonObject lead() {
        JsonObject lead = leadsByKey.values().iterator().next();
        boolean over = !"APPOINTED".equals(leadAtTheEnd) || effects.contains("call");
        return lead.copy().put("status", over ? leadAtTheEnd : "MATCHED");
    }

    private JsonArray matches() {
        return leadAtTheEnd.equals("SPAM") ? new JsonArray() : new JsonArray().add(match);
    }

    private void verify(RoutingContext context) {
        JsonObject lead = leadsByKey.values().iterator().next();
        String code = context.body().asJsonObject().getString("code");
        if (code == null) {
            effects.add("code");
            sendCode(lead.getString("phone"));
            json(context, 202, new JsonObject());
        } else {
            lead.put("phoneVerified", CODE.equals(code));
            json(context, CODE.equals(code) ? 200 : 422, new JsonObject());
        }
    }

    /// By the sandbox's Twilio, as the notifier would.
    private void sendCode(String phone) {
        String form =
                "To="
                        + URLEncoder.encode(phone, StandardCharsets.UTF_8)
                        + "&From=%2B13175550100&Body=Your+code+is+"
                        + CODE;
        String account = "AC00000000000000000000000000000001";
        String login =
                Base64.getEncoder()
                        .encodeToString(
                                (account + ":sandbox-twilio-token")
                                        .getBytes(StandardCharsets.UTF_8));
        Thread.ofVirtual()
                .start(
                        () -> {
                            try (Http http = new Http(sandbox.origin())) {
                                http.post(
                                        "/2010-04-01/Accounts/" + account + "/Messages.json",
                                        form,
                                        "Authorization",
                                        "Basic " + login,
                                        "Content-Type",
                                        "application/x-www-form-urlencoded");
                            }
                        });
    }

    private void accept(RoutingContext context) {
        effects.add("accept");
        match.put("status", "ACCEPTED");
        json(context, 200, match);
    }

    private void consent(RoutingContext context) {
        effects.add("consent");
        match.put("consent", context.body().asJsonObject());
        json(context, 200, match);
    }

    private void request(RoutingContext context) {
        if (call.isEmpty()) {
            effects.add("call");
            call.put("callId", "c-1").mergeIn(callAtTheEnd);
        }
        json(context, 202, new JsonObject().put("callId", "c-1").put("status", "REQUESTED"));
    }

    private static void json(RoutingContext context, int status, JsonObject body) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.encode());
    }

    List<String> effects() {
        return new ArrayList<>(effects);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
