package io.leadflip.calls;

import io.leadflip.contracts.door.CallPermit;
import io.leadflip.contracts.event.EventJson;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// The part of lead-intake's door that calls use: permits as the test sets them.
final class IntakeDoor {
    private final Map<UUID, CallPermit> permits = new ConcurrentHashMap<>();
    private final Map<UUID, Duration> delays = new ConcurrentHashMap<>();
    private final Map<UUID, List<UUID>> attempts = new ConcurrentHashMap<>();
    private final Set<UUID> unknown = ConcurrentHashMap.newKeySet();

    void mount(Router router) {
        router.post("/internal/permits").handler(this::answer);
    }

    void permit(CallPermit permit) {
        permit(permit.callId(), permit);
    }

    /// What is answered about a call, be it about another one.
    void permit(UUID callId, CallPermit permit) {
        permits.put(callId, permit);
    }

    /// The next permit to dial by takes so long on its way.
    void delayNextToDial(UUID callId, Duration delay) {
        delays.put(callId, delay);
    }

    /// lead-intake says from now on that there is no such call.
    void forget(UUID callId) {
        unknown.add(callId);
        permits.remove(callId);
    }

    /// The attempts that a permit was asked for to dial by, in order.
    List<UUID> attemptsAskedFor(UUID callId) {
        return List.copyOf(attempts.getOrDefault(callId, List.of()));
    }

    private void answer(RoutingContext context) {
        JsonObject asked = context.body().asJsonObject();
        UUID callId = UUID.fromString(asked.getString("callId"));
        CallPermit permit = permits.get(callId);
        if (permit == null || !"call".equals(asked.getString("for"))) {
            notFound(context, callId);
            return;
        }
        if (asked.getString("attemptId") == null) {
            send(context, permit);
            return;
        }
        attempts.computeIfAbsent(callId, ignored -> new CopyOnWriteArrayList<>())
                .add(UUID.fromString(asked.getString("attemptId")));
        Duration delay = delays.remove(callId);
        if (delay == null) {
            send(context, permit);
        } else {
            context.vertx().setTimer(delay.toMillis(), late -> send(context, permit));
        }
    }

    /// Where it does not say so itself, something on the way to it does.
    private void notFound(RoutingContext context, UUID callId) {
        var response = context.response().setStatusCode(404);
        if (unknown.contains(callId)) {
            response.putHeader("Content-Type", "application/problem+json").end("{}");
        } else {
            response.end();
        }
    }

    private static void send(RoutingContext context, CallPermit permit) {
        try {
            context.response()
                    .putHeader("Content-Type", "application/json")
                    .end(EventJson.mapper().writeValueAsString(permit));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            context.fail(e);
        }
    }
}
