package io.leadflip.intake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.leadflip.sandbox.oidc.Issuer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The parties around lead-intake: a real OIDC issuer, and the orchestrator's and the model's
/// protocols on a local port.
public class OutsideWorld implements QuarkusTestResourceLifecycleManager {
    private static final Map<String, String> ANSWERS = new ConcurrentHashMap<>();
    private static Issuer issuer;

    private HttpServer peers;

    @Override
    public Map<String, String> start() {
        issuer = Issuer.start(0);
        peers = listen();
        var address = "http://127.0.0.1:" + peers.getAddress().getPort();
        return Map.of(
                "quarkus.oidc.auth-server-url",
                issuer.uri().toString(),
                "leadflip.door.peers.call-orchestrator",
                address,
                "quarkus.rest-client.anthropic.url",
                address,
                "leadflip.anthropic.api-key",
                "a-key",
                "leadflip.intake.leads-per-address",
                "500",
                "leadflip.intake.feed.poll",
                "50ms");
    }

    @Override
    public void stop() {
        peers.stop(0);
        issuer.close();
    }

    static String token(String subject, String... roles) {
        return issuer.token(subject, List.of(roles));
    }

    static String token(String subject, Map<String, Object> claims) {
        return issuer.token(subject, List.of("consumer"), claims, Duration.ofMinutes(5));
    }

    /// What the peers answer at a path; nothing is 404.
    static void answer(String path, String json) {
        ANSWERS.put(path, json);
    }

    private static HttpServer listen() {
        try {
            var server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", OutsideWorld::respond);
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void respond(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            var answer = ANSWERS.get(exchange.getRequestURI().getPath());
            var body = (answer == null ? "{}" : answer).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer == null ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
