package io.leadflip.sandbox.openai;

import io.leadflip.sandbox.ledger.Ledger;
import io.leadflip.sandbox.speech.Voices;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicInteger;

/// Upgrades `/v1/live/sessions` to a session of GPT-Live.
final class LiveEndpoint {
    private final Vertx vertx;
    private final Ledger ledger;
    private final Voices voices;
    private final OpenAiFaults faults;
    private final double clockRate;
    private final AtomicInteger live = new AtomicInteger();

    LiveEndpoint(Vertx vertx, Ledger ledger, Voices voices, OpenAiFaults faults, double clockRate) {
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
        OpenAiFaults.Refusal fault = faults.takeRefusal();
        if (fault != null) {
            refuse(
                    context,
                    new OpenAiError(
                            fault.status(),
                            fault.code(),
                            "A fault of the sandbox: " + fault.code()));
        } else if (context.request().query() != null) {
            refuse(
                    context,
                    OpenAiError.invalid(
                            "invalid_request", "The model belongs into session.start, not here."));
        } else if (!"websocket".equalsIgnoreCase(context.request().getHeader("Upgrade"))) {
            refuse(
                    context,
                    OpenAiError.invalid("invalid_request", "This address speaks WebSocket only."));
        } else {
            upgradeLater(context);
        }
    }

    private void refuse(RoutingContext context, OpenAiError refusal) {
        ledger.append(
                "rejected",
                new JsonObject()
                        .put("provider", "openai")
                        .put("status", refusal.status())
                        .put("reason", refusal.code()));
        refusal.answer(context);
    }

    private void upgradeLater(RoutingContext context) {
        context.request().pause();
        long delay = Math.max(1, Math.round(faults.connectDelay().toMillis() / clockRate));
        vertx.setTimer(delay, timer -> context.request().toWebSocket().onSuccess(this::begin));
    }

    private void begin(ServerWebSocket socket) {
        live.incrementAndGet();
        new LiveSession(vertx, socket, ledger, voices, faults, clockRate)
                .open(live::decrementAndGet);
    }
}
