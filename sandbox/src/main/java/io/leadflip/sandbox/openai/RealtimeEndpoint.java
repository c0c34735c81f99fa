package io.leadflip.sandbox.openai;

import io.leadflip.sandbox.ledger.Ledger;
import io.leadflip.sandbox.speech.Voices;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Upgrades `/v1/realtime?model=…` to a session.
final class RealtimeEndpoint {
    private final Vertx vertx;
    private final Ledger ledger;
    private final Voices voices;
    private final OpenAiFaults faults;
    private final double clockRate;
    private final AtomicLong seeds = new AtomicLong();
    private final AtomicInteger live = new AtomicInteger();

    RealtimeEndpoint(
            Vertx vertx, Ledger ledger, Voices voices, OpenAiFaults faults, double clockRate) {
        this.vertx = vertx;
        this.ledger = ledger;
        this.voices = voices;
        this.faults = faults;
        this.clockRate = clockRate;
    }

    int live() {
        return live.get();
    }

    void connect(RoutingContext context) {
        OpenAiError refusal = refusal(context.request());
        if (refusal != null) {
            ledger.append(
                    "rejected",
                    new JsonObject()
                            .put("provider", "openai")
                            .put("status", refusal.status())
                            .put("reason", refusal.code()));
            refusal.answer(context);
            return;
        }
        long delay = Math.round(faults.connectDelay().toMillis() / clockRate);
        if (delay < 1) {
            upgrade(context);
        } else {
            context.request().pause();
            vertx.setTimer(delay, timer -> upgrade(context));
        }
    }

    private OpenAiError refusal(HttpServerRequest request) {
        OpenAiFaults.Refusal fault = faults.takeRefusal();
        if (fault != null) {
            return new OpenAiError(
                    fault.status(), fault.code(), "A fault of the sandbox: " + fault.code());
        }
        String model = request.getParam("model");
        if (model == null || model.isBlank()) {
            return OpenAiError.invalid("missing_model", "You must provide a model parameter.");
        }
        if (!model.contains("realtime")) {
            return OpenAiError.invalid(
                    "model_not_found", "There is no realtime model '%s'.".formatted(model));
        }
        if (request.getHeader("OpenAI-Beta") != null) {
            return OpenAiError.invalid(
                    "beta_api_shape_disabled",
                    "The beta of the Realtime API is gone; leave the OpenAI-Beta header out.");
        }
        return "websocket".equalsIgnoreCase(request.getHeader("Upgrade"))
                ? null
                : OpenAiError.invalid("invalid_request", "This address speaks WebSocket only.");
    }

    private void upgrade(RoutingContext context) {
        String model = context.request().getParam("model");
        context.request().toWebSocket().onSuccess(socket -> begin(socket, model));
    }

    private void begin(ServerWebSocket socket, String model) {
        live.incrementAndGet();
        new RealtimeSession(
                        vertx,
                        socket,
                        model,
                        ledger,
                        voices,
                        faults,
                        clockRate,
                        seeds.incrementAndGet())
                .open(live::decrementAndGet);
    }
}
