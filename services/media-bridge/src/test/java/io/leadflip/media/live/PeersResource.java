package io.leadflip.media.live;

import io.leadflip.sandbox.net.FreePort;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// Says where the outside parties of these tests will be; the tests themselves start them.
public final class PeersResource implements QuarkusTestResourceLifecycleManager {
    static final String ACCOUNT = "AC00000000000000000000000000000001";
    static final String AUTH_TOKEN = "test-auth-token";
    static final String DOOR_SECRET = "0123456789abcdef0123456789abcdef0123456789abcdef";

    @Override
    public Map<String, String> start() {
        Map<String, String> config = new HashMap<>();
        int peers = FreePort.find();
        String origin = "http://127.0.0.1:" + peers;
        config.put("test.peers-port", Integer.toString(peers));
        config.put(
                "quarkus.redis.hosts",
                System.getenv().getOrDefault("LEADFLIP_TEST_REDIS_URL", "redis://127.0.0.1:16379"));
        config.put("leadflip.events.prefix", "test-" + UUID.randomUUID());
        config.put("leadflip.twilio.account-sid", ACCOUNT);
        config.put("leadflip.twilio.auth-token", AUTH_TOKEN);
        int port = FreePort.find();
        config.put("quarkus.http.test-port", Integer.toString(port));
        config.put("leadflip.twilio.media-origin", "ws://127.0.0.1:" + port);
        config.put("leadflip.openai.api-key", "test-openai-key");
        config.put("leadflip.openai.base-url", origin);
        config.put("leadflip.door.secret", DOOR_SECRET);
        config.put("leadflip.door.peers.call-orchestrator", origin);
        config.put("leadflip.door.retry-after", "20ms");
        config.put("leadflip.door.opt-out-retry-after", "20ms");
        config.put("quarkus.otel.sdk.disabled", "false");
        config.put("leadflip.bridge.max-calls", "3");
        config.put("leadflip.bridge.self-test", "false");
        config.put("leadflip.bridge.start-within", "600ms");
        config.put("leadflip.bridge.drain-grace", "5s");
        config.put("leadflip.bridge.recovery.first-wait", "20ms");
        config.put("leadflip.bridge.screening.first-look", "100ms");
        return config;
    }

    @Override
    public void stop() {}
}
