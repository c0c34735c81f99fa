package io.leadflip.calls;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// lead-intake's door and Twilio's REST API on one local port.
public class OutsideWorld implements QuarkusTestResourceLifecycleManager {
    static final String ACCOUNT = "AC00000000000000000000000000000001";
    static final String AUTH_TOKEN = "twilio-token-of-the-test";
    static final String ORIGIN = "https://calls.leadflip.test";
    static final String BRIDGE_PREFIX = "test:bridge:" + UUID.randomUUID() + ":";
    static final IntakeDoor INTAKE = new IntakeDoor();
    static final TwilioApi TWILIO = new TwilioApi();
    static final RecordingsApi RECORDINGS = new RecordingsApi();

    private Vertx vertx;

    @Override
    public Map<String, String> start() {
        vertx = Vertx.vertx();
        Router router = Router.router(vertx);
        router.route().handler(BodyHandler.create(false));
        INTAKE.mount(router);
        RECORDINGS.mount(router);
        TWILIO.mount(router);
        String base = "http://127.0.0.1:" + listen(router).actualPort();
        return Map.ofEntries(
                Map.entry("leadflip.door.peers.lead-intake", base),
                Map.entry("leadflip.twilio.base-url", base),
                Map.entry("leadflip.twilio.account-sid", ACCOUNT),
                Map.entry("leadflip.twilio.auth-token", AUTH_TOKEN),
                Map.entry("leadflip.twilio.timeout", "1s"),
                Map.entry("leadflip.dialing.from", "+13175550100"),
                Map.entry("leadflip.dialing.public-origin", ORIGIN),
                Map.entry("leadflip.dialing.calls-per-second", "200"),
                Map.entry("leadflip.limits.prefix", "test:limit:" + UUID.randomUUID()),
                Map.entry("leadflip.dialing.bridge-key-prefix", BRIDGE_PREFIX),
                Map.entry("leadflip.dialing.unavailable", "200ms"),
                Map.entry("leadflip.dialing.permit-valid", "1500ms"),
                Map.entry("leadflip.dialing.halted", "200ms"),
                Map.entry("leadflip.dialing.throttled", "100ms"),
                Map.entry("leadflip.dialing.throttled-longest", "200ms"),
                Map.entry("leadflip.dialing.barred", "200ms"),
                Map.entry("leadflip.dialing.retry.provider-error", "300ms"),
                Map.entry("leadflip.dialing.reconcile.first", "200ms"),
                Map.entry("leadflip.dialing.reconcile.not-before", "1500ms"),
                Map.entry("leadflip.dialing.reconcile.between", "300ms"),
                Map.entry("leadflip.dialing.reap.first", "2s"),
                Map.entry("leadflip.dialing.reap.every", "300ms"),
                Map.entry("leadflip.dialing.reap.after-media", "200ms"),
                Map.entry("leadflip.transfer.per-hour", "2"),
                Map.entry("leadflip.recording.enabled", "true"),
                Map.entry("leadflip.media.origin", "wss://media.leadflip.test"),
                Map.entry("leadflip.media.token-secret", "a-stream-token-secret-of-32-bytes!!"),
                Map.entry(
                        "leadflip.transcript.master-key",
                        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="),
                Map.entry("leadflip.transcript.late-facts", "1s"),
                Map.entry("leadflip.contact.rule-pack", "sandbox"),
                Map.entry("leadflip.anthropic.api-key", ""),
                Map.entry("leadflip.spend.per-business-day", "100000"),
                Map.entry("leadflip.spend.per-platform-hour", "100000"));
    }

    private HttpServer listen(Router router) {
        try {
            return vertx.createHttpServer()
                    .requestHandler(router)
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("The outside world could not be started", e);
        }
    }

    @Override
    public void stop() {
        vertx.close();
    }
}
