package io.leadflip.calls;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Twilio's recordings resource, with the ways in which beginning and ending a recording goes
/// wrong.
final class RecordingsApi {
    enum Answer {
        NORMAL,
        TIMEOUT_WITH_EFFECT,
        TIMEOUT_WITHOUT_EFFECT,
        ERROR_WITH_EFFECT,
        TOO_MANY_REQUESTS,
        UNAUTHORIZED,
        NOT_ELIGIBLE
    }

    /// What Twilio holds.
    static final class Held {
        final String sid = "RE" + UUID.randomUUID().toString().replace("-", "");
        final String call;
        final MultiMap form;
        volatile String status = "in-progress";
        volatile String duration;

        private Held(String call, MultiMap form) {
            this.call = call;
            this.form = form;
        }
    }

    private static final String ACCOUNT = "/2010-04-01/Accounts/" + OutsideWorld.ACCOUNT;

    private final List<Held> held = new CopyOnWriteArrayList<>();
    private final List<Held> begun = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();

    void mount(Router router) {
        router.post(ACCOUNT + "/Calls/:call/Recordings.json").handler(this::create);
        router.get(ACCOUNT + "/Calls/:call/Recordings.json").handler(this::list);
        router.post(ACCOUNT + "/Calls/:call/Recordings/:sid").handler(this::stop);
        router.delete(ACCOUNT + "/Recordings/:sid").handler(this::delete);
    }

    /// How the next wish to record a call is answered.
    void next(String call, Answer answer) {
        answers.put(call, answer);
    }

    /// How the next stop or deletion of a recording of this call is answered, and how often.
    void fails(String call, int times) {
        failures.put(call, times);
    }

    /// How often a call was asked to be recorded.
    long asked(String call) {
        return requests.stream().filter(call::equals).count();
    }

    /// What was ever recorded of a call.
    List<Held> begun(String call) {
        return begun.stream().filter(it -> it.call.equals(call)).toList();
    }

    List<Held> held(String call) {
        return held.stream().filter(it -> it.call.equals(call)).toList();
    }

    Held begin(String call, MultiMap form) {
        Held recording = new Held(call, form);
        begun.add(recording);
        held.add(recording);
        return recording;
    }

    void vanish(String call) {
        held.removeIf(it -> it.call.equals(call));
    }

    private void create(RoutingContext context) {
        String call = context.pathParam("call");
        MultiMap form = context.request().formAttributes();
        requests.add(call);
        switch (Optional.ofNullable(answers.remove(call)).orElse(Answer.NORMAL)) {
            case NORMAL -> send(context, 201, json(begin(call, form)));
            case TIMEOUT_WITH_EFFECT -> begin(call, form);
            case TIMEOUT_WITHOUT_EFFECT -> {}
            case ERROR_WITH_EFFECT -> {
                begin(call, form);
                send(context, 500, new JsonObject().put("code", 20500));
            }
            case TOO_MANY_REQUESTS -> send(context, 429, new JsonObject().put("code", 20429));
            case UNAUTHORIZED -> send(context, 401, new JsonObject().put("code", 20003));
            case NOT_ELIGIBLE -> send(context, 400, new JsonObject().put("code", 21220));
        }
    }

    private void list(RoutingContext context) {
        JsonArray found = new JsonArray();
        held(context.pathParam("call")).forEach(it -> found.add(json(it)));
        send(context, 200, new JsonObject().put("recordings", found));
    }

    private void stop(RoutingContext context) {
        with(
                context,
                recording -> {
                    if (recording.status.equals("in-progress")) {
                        recording.status = "completed";
                        recording.duration = "7";
                        send(context, 200, json(recording).put("status", "stopped"));
                    } else {
                        send(context, 400, new JsonObject().put("code", 21220));
                    }
                });
    }

    private void delete(RoutingContext context) {
        with(
                context,
                recording -> {
                    if (recording.status.equals("in-progress")) {
                        send(context, 400, new JsonObject().put("code", 21220));
                    } else {
                        held.remove(recording);
                        context.response().setStatusCode(204).end();
                    }
                });
    }

    private void with(RoutingContext context, java.util.function.Consumer<Held> work) {
        String sid = context.pathParam("sid").replace(".json", "");
        Optional<Held> found = held.stream().filter(it -> it.sid.equals(sid)).findFirst();
        if (found.isEmpty()) {
            send(context, 404, new JsonObject().put("code", 20404));
        } else if (failures.merge(found.get().call, -1, (left, one) -> left + one) >= 0) {
            send(context, 503, new JsonObject().put("code", 20503));
        } else {
            work.accept(found.get());
        }
    }

    private static JsonObject json(Held recording) {
        return new JsonObject()
                .put("sid", recording.sid)
                .put("call_sid", recording.call)
                .put("status", recording.status)
                .put("duration", recording.duration);
    }

    private static void send(RoutingContext context, int status, JsonObject body) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.toBuffer());
    }
}
