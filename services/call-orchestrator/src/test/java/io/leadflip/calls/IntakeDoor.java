package io.leadflip.calls;

import io.leadflip.contracts.door.CallPermit;
import io.leadflip.contracts.event.EventJson;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// The part of lead-intake's door that calls use: permits as the test sets them.
final class IntakeDoor {
    private final Map<UUID, CallPermit> permits = new ConcurrentHashMap<>();

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

    private void answer(RoutingContext context) {
        JsonObject asked = context.body().asJsonObject();
        CallPermit permit = permits.get(UUID.fromString(asked.getString("callId")));
        if (permit == null || !"call".equals(asked.getString("for"))) {
            context.response().setStatusCode(404).end();
            return;
        }
        try {
            context.response()
                    .putHeader("Content-Type", "application/json")
                    .end(EventJson.mapper().writeValueAsString(permit));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            context.fail(e);
        }
    }
}
