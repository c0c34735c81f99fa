package io.leadflip.notifier;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.leadflip.sandbox.Sandbox;
import io.leadflip.sandbox.SandboxSettings;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The sandbox's providers, and lead-intake's door on a port of its own. Both are steered over
/// HTTP, as from another process.
///
/// The door grants a permit for everything, unless told otherwise for a lead: `PUT /door/{leadId}`
/// with `{"status": 503}` or a whole permit plans one answer; `GET /door/suppressions` says what
/// was reported. With `mail` = `away` nobody answers at the providers of e-mail.
public class OutsideWorld implements QuarkusTestResourceLifecycleManager {
    private final Map<String, Queue<JsonObject>> planned = new ConcurrentHashMap<>();
    private final Queue<JsonObject> suppressions = new ConcurrentLinkedQueue<>();
    private Sandbox sandbox;
    private HttpServer door;
    private boolean mailAway;

    @Override
    public void init(Map<String, String> arguments) {
        mailAway = "away".equals(arguments.get("mail"));
    }

    @Override
    public Map<String, String> start() {
        var settings = SandboxSettings.defaults();
        sandbox = Sandbox.start(settings);
        openDoor();
        var providers = sandbox.origin().toString();
        var mail = mailAway ? "http://127.0.0.1:9" : providers;
        var intake = "http://127.0.0.1:" + door.getAddress().getPort();
        return Map.ofEntries(
                Map.entry("leadflip.notifier.public-origin", "http://127.0.0.1:9"),
                Map.entry(
                        "leadflip.notifier.postal-address",
                        "LeadFlip, 1 Monument Circle, Indianapolis, IN 46204"),
                Map.entry("leadflip.notifier.answer-timeout", "1500ms"),
                Map.entry("leadflip.notifier.try-again-after", "100ms"),
                Map.entry("leadflip.notifier.barred-for", "100ms"),
                Map.entry("leadflip.notifier.look-up-after", "300ms"),
                Map.entry("leadflip.mail.from-email", "hello@leadflip.test"),
                Map.entry("leadflip.sendgrid.api-key", settings.credentials().sendGridKey()),
                Map.entry("leadflip.sendgrid.base-url", mail),
                Map.entry("leadflip.mailgun.api-key", settings.credentials().mailgunKey()),
                Map.entry("leadflip.mailgun.webhook-signing-key", "test-signing-key"),
                Map.entry("leadflip.mailgun.domain", settings.credentials().mailgunDomain()),
                Map.entry("leadflip.mailgun.base-url", mail),
                Map.entry("leadflip.twilio.account-sid", settings.credentials().twilioAccountSid()),
                Map.entry("leadflip.twilio.auth-token", settings.credentials().twilioAuthToken()),
                Map.entry("leadflip.twilio.from", "+13175550100"),
                Map.entry("leadflip.twilio.base-url", providers),
                Map.entry("leadflip.door.peers.lead-intake", intake),
                Map.entry("test.sandbox", providers),
                Map.entry("test.door", intake));
    }

    private void openDoor() {
        try {
            door = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException("The door could not be opened", e);
        }
        door.createContext("/internal/permits", this::permit);
        door.createContext("/internal/suppressions", this::suppress);
        door.createContext("/door/", this::control);
        door.start();
    }

    private void permit(HttpExchange exchange) throws IOException {
        var request = body(exchange);
        var plan =
                planned.getOrDefault(request.getString("leadId"), new ConcurrentLinkedQueue<>())
                        .poll();
        if (exchange.getRequestHeaders().getFirst("Authorization") == null) {
            answer(exchange, 401, "{}");
        } else if (plan != null && plan.containsKey("status")) {
            answer(exchange, plan.getInteger("status"), "{}");
        } else {
            answer(exchange, 200, (plan == null ? granted(request) : plan).encode());
        }
    }

    /// The address follows from the lead, so that each test finds its own mail.
    private static JsonObject granted(JsonObject request) {
        var lead = request.getString("leadId");
        var email = "EMAIL".equals(request.getString("channel"));
        var facts =
                new JsonObject()
                        .put("category", "plumbing")
                        .put("city", "Carmel")
                        .put("businessName", "Hoosier Pipes")
                        .put("code", "123456")
                        .put("minutes", "10")
                        .put("outcome", "GOAL_ACHIEVED")
                        .put(
                                "answerUrl",
                                "http://127.0.0.1:3000/matches/" + request.getString("matchId"))
                        .put("leadUrl", "http://127.0.0.1:3000/leads/" + lead);
        return new JsonObject()
                .put("refusals", new JsonArray())
                .put("address", email ? lead + "@example.com" : phone(lead))
                .put("contactKey", "key-of-" + lead)
                .put("timeZone", "America/Indiana/Indianapolis")
                .put("facts", facts)
                .put("unsubscribeToken", email ? "token-of-" + lead : null);
    }

    private static String phone(String lead) {
        return "+1317555%04d".formatted(Math.floorMod(lead.hashCode(), 10_000));
    }

    private void suppress(HttpExchange exchange) throws IOException {
        suppressions.add(body(exchange));
        answer(exchange, 204, "");
    }

    private void control(HttpExchange exchange) throws IOException {
        var subject = exchange.getRequestURI().getPath().substring("/door/".length());
        if ("PUT".equals(exchange.getRequestMethod())) {
            planned.computeIfAbsent(subject, key -> new ConcurrentLinkedQueue<>())
                    .add(body(exchange));
            answer(exchange, 204, "");
        } else {
            answer(exchange, 200, new JsonArray(suppressions.stream().toList()).encode());
        }
    }

    private static JsonObject body(HttpExchange exchange) throws IOException {
        return new JsonObject(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        var bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    @Override
    public void stop() {
        if (door != null) {
            door.stop(0);
        }
        if (sandbox != null) {
            sandbox.close();
        }
    }
}
