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
    private static final Map<String, String> QUESTIONS = new ConcurrentHashMap<>();
    private static final String FAILURE = "";
    private static Issuer issuer;

    private HttpServer peers;

    @Override
    public Map<String, String> start() {
        issuer = Issuer.start(0);
        peers = listen();
        var address = "http://127.0.0.1:" + peers.getAddress().getPort();
        return Map.ofEntries(
                Map.entry("quarkus.oidc.auth-server-url", issuer.uri().toString()),
                Map.entry("leadflip.door.peers.call-orchestrator", address),
                Map.entry("leadflip.door.peers.matching", address + "/matching"),
                Map.entry("leadflip.door.peers.notifier", address + "/notifier"),
                Map.entry("quarkus.rest-client.anthropic.url", address),
                Map.entry("leadflip.anthropic.api-key", "a-key"),
                Map.entry("leadflip.intake.leads-per-address", "500"),
                Map.entry("leadflip.intake.client-address-header", "X-Client-Address"),
                Map.entry("leadflip.intake.feed.poll", "50ms"),
                Map.entry("leadflip.replay.poll-interval", "50ms"));
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

    /// What the peers were asked last at a path, with who asked behind it; null for nothing.
    static String asked(String path) {
        return QUESTIONS.get(path);
    }

    /// A peer that breaks down at a path, until it is given an answer.
    static void fail(String path) {
        ANSWERS.put(path, FAILURE);
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
            var path = exchange.getRequestURI().getPath();
            var question =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var operator = exchange.getRequestHeaders().getFirst("X-Operator");
            QUESTIONS.put(path, question + (operator == null ? "" : " by " + operator));
            var answer = ANSWERS.get(path);
            var body = (answer == null ? "{}" : answer).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status(answer), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static int status(String answer) {
        if (answer == null) {
            return 404;
        }
        return answer.equals(FAILURE) ? 500 : 200;
    }
}
