package io.leadflip.calls;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/// Twilio's calls resource, with the ways in which creating a call goes wrong.
final class TwilioApi {
    enum Answer {
        NORMAL,
        TIMEOUT_WITH_EFFECT,
        TIMEOUT_WITHOUT_EFFECT,
        ERROR_WITH_EFFECT,
        TOO_MANY_REQUESTS,
        TOO_MANY_CALLS,
        QUEUE_FULL,
        UNAUTHENTICATED,
        NOT_PERMITTED,
        SUSPENDED,
        OPTED_OUT,
        BAD_NUMBER
    }

    /// A call that Twilio accepted.
    record Placed(String sid, MultiMap form) {
        String to() {
            return form.get("To");
        }

        UUID attempt() {
            String url = form.get("Url");
            return UUID.fromString(url.substring(url.indexOf("attempt=") + "attempt=".length()));
        }
    }

    /// That a call was asked for, whatever came of it.
    private record Request(String to, Instant at) {}

    private static final String CALLS = "/2010-04-01/Accounts/" + OutsideWorld.ACCOUNT + "/Calls";

    private final List<Placed> placed = new CopyOnWriteArrayList<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Map<String, Instant> ended = new ConcurrentHashMap<>();
    private final Map<String, JsonObject> legs = new ConcurrentHashMap<>();
    private final Map<String, Queue<Answer>> answers = new ConcurrentHashMap<>();
    private final Map<String, String> statuses = new ConcurrentHashMap<>();

    void mount(Router router) {
        router.post(CALLS + ".json").handler(this::create);
        router.get(CALLS + ".json").handler(this::list);
        router.get(CALLS + "/:sid").handler(this::find);
        router.post(CALLS + "/:sid").handler(this::update);
    }

    /// How the next call to a number is answered.
    void next(String to, Answer answer) {
        next(to, answer, 1);
    }

    /// How the next calls to a number are answered.
    void next(String to, Answer answer, int times) {
        answers.put(to, new ConcurrentLinkedQueue<>(Collections.nCopies(times, answer)));
    }

    /// Another call has dialled that number, too.
    void leg(String to) {
        legs.put(
                to,
                new JsonObject()
                        .put("sid", "CA00000000000000000000000000000leg")
                        .put("parent_call_sid", "CA00000000000000000000000000parent")
                        .put("status", "in-progress"));
    }

    void status(String sid, String status) {
        statuses.put(sid, status);
    }

    List<Placed> to(String number) {
        return placed.stream().filter(call -> call.to().equals(number)).toList();
    }

    long requestsTo(String number) {
        return requestedAt(number).size();
    }

    /// When it was asked to call a number, in order.
    List<Instant> requestedAt(String number) {
        return requests.stream()
                .filter(request -> request.to().equals(number))
                .map(Request::at)
                .toList();
    }

    boolean ended(String sid) {
        return ended.containsKey(sid);
    }

    /// When it was first asked to end the call.
    Instant endedAt(String sid) {
        return ended.get(sid);
    }

    private void create(RoutingContext context) {
        MultiMap form = context.request().formAttributes();
        requests.add(new Request(form.get("To"), Instant.now()));
        Answer answer =
                Optional.ofNullable(answers.get(form.get("To")))
                        .map(Queue::poll)
                        .orElse(Answer.NORMAL);
        switch (answer) {
            case NORMAL -> send(context, 201, json(accept(form)));
            case TIMEOUT_WITH_EFFECT -> accept(form);
            case TIMEOUT_WITHOUT_EFFECT -> {}
            case ERROR_WITH_EFFECT -> {
                accept(form);
                send(context, 500, new JsonObject().put("code", 20500));
            }
            case TOO_MANY_REQUESTS -> refuse(context, 429, 20429);
            case TOO_MANY_CALLS -> refuse(context, 400, 10004);
            case QUEUE_FULL -> refuse(context, 400, 22005);
            case UNAUTHENTICATED -> refuse(context, 401, 20003);
            case NOT_PERMITTED -> refuse(context, 403, 20403);
            case SUSPENDED -> refuse(context, 400, 20005);
            case OPTED_OUT -> refuse(context, 400, 21610);
            case BAD_NUMBER -> refuse(context, 400, 21211);
        }
    }

    private static void refuse(RoutingContext context, int status, int code) {
        send(context, status, new JsonObject().put("code", code));
    }

    private Placed accept(MultiMap form) {
        Placed call = new Placed("CA" + UUID.randomUUID().toString().replace("-", ""), form);
        placed.add(call);
        return call;
    }

    private void list(RoutingContext context) {
        JsonArray found = new JsonArray();
        String to = context.request().getParam("To");
        to(to).forEach(call -> found.add(json(call)));
        Optional.ofNullable(legs.get(to)).ifPresent(found::add);
        send(context, 200, new JsonObject().put("calls", found));
    }

    private void find(RoutingContext context) {
        byPath(context)
                .ifPresentOrElse(
                        call -> send(context, 200, json(call)),
                        () -> send(context, 404, new JsonObject().put("code", 20404)));
    }

    private void update(RoutingContext context) {
        ended.putIfAbsent(sid(context), Instant.now());
        find(context);
    }

    private Optional<Placed> byPath(RoutingContext context) {
        return placed.stream().filter(call -> call.sid().equals(sid(context))).findFirst();
    }

    private static String sid(RoutingContext context) {
        return context.pathParam("sid").replace(".json", "");
    }

    private JsonObject json(Placed call) {
        return new JsonObject()
                .put("sid", call.sid())
                .put("status", statuses.getOrDefault(call.sid(), "queued"))
                .put("duration", "30");
    }

    private static void send(RoutingContext context, int status, JsonObject body) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.toBuffer());
    }
}
