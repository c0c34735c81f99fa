package io.leadflip.sandbox.twilio;

import io.leadflip.sandbox.SandboxSettings;
import io.leadflip.sandbox.caller.Personas;
import io.leadflip.sandbox.caller.Speech;
import io.leadflip.sandbox.ledger.Ledger;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Twilio's stand-in and a customer of it on loopback ports, with telephone time running faster.
final class Rig implements AutoCloseable {
    static final String TO = "+13175550142";
    static final String FROM = "+13175550100";
    static final int LINE_MS = 400;

    record Answer(int status, JsonObject body) {}

    record Field(String name, String value) {}

    final Vertx vertx = Vertx.vertx();
    final Personas personas = new Personas();
    final Ledger ledger;
    final Customer customer;
    final TwilioSandbox twilio;
    private final SandboxSettings settings;
    private final HttpServer server;
    private final HttpClient http = HttpClient.newHttpClient();

    Rig(double clockRate) throws Exception {
        this(clockRate, Ledger.inMemory(), Rig::spoken);
    }

    Rig(double clockRate, Ledger ledger, Speech speech) throws Exception {
        this.ledger = ledger;
        settings = SandboxSettings.defaults().withClockRate(clockRate);
        customer = new Customer(vertx);
        twilio = new TwilioSandbox(vertx, ledger, personas, speech, settings);
        Router router = Router.router(vertx);
        twilio.mount(router);
        server =
                vertx.createHttpServer()
                        .requestHandler(router)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS);
    }

    /// Every line is short, except a monologue: nobody hangs up on that for a minute.
    private static byte[] spoken(String text, String voice) {
        return loud(text.equals("monologue") ? 60_000 : LINE_MS);
    }

    static byte[] loud(int millis) {
        byte[] audio = new byte[millis * 8];
        Arrays.fill(audio, (byte) 0x10);
        return audio;
    }

    void persona(String json) {
        personas.register(TO, new JsonObject(json));
    }

    static Field field(String name, String value) {
        return new Field(name, value);
    }

    /// Orders a call with all four status callbacks; returns its SID.
    String call(Field... more) throws Exception {
        return post("Calls.json", order(more)).body().getString("sid");
    }

    Field[] order(Field... more) {
        List<Field> usual =
                List.of(
                        field("To", TO),
                        field("From", FROM),
                        field("Url", customer.url("/twiml")),
                        field("StatusCallback", customer.url("/status?attempt=7")),
                        field("StatusCallbackEvent", "initiated"),
                        field("StatusCallbackEvent", "ringing"),
                        field("StatusCallbackEvent", "answered"),
                        field("StatusCallbackEvent", "completed"));
        List<String> given = Arrays.stream(more).map(Field::name).toList();
        return Stream.concat(
                        usual.stream().filter(field -> !given.contains(field.name())),
                        Arrays.stream(more))
                .toArray(Field[]::new);
    }

    Answer post(String resource, Field... fields) throws Exception {
        return exchange(authorised(resource).POST(form(fields)).build());
    }

    Answer get(String resource) throws Exception {
        return exchange(authorised(resource).GET().build());
    }

    String status(String sid) {
        try {
            return get("Calls/" + sid + ".json").body().getString("status");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    HttpRequest.Builder authorised(String resource) {
        String pair =
                settings.credentials().twilioAccountSid()
                        + ":"
                        + settings.credentials().twilioAuthToken();
        String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return request(resource).header("Authorization", "Basic " + basic);
    }

    HttpRequest.Builder request(String resource) {
        String path =
                "/2010-04-01/Accounts/"
                        + settings.credentials().twilioAccountSid()
                        + "/"
                        + resource;
        return HttpRequest.newBuilder(origin().resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .timeout(Duration.ofSeconds(10));
    }

    URI origin() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    static HttpRequest.BodyPublisher form(Field... fields) {
        return HttpRequest.BodyPublishers.ofString(
                Arrays.stream(fields)
                        .map(field -> encoded(field.name()) + "=" + encoded(field.value()))
                        .collect(Collectors.joining("&")));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    Answer exchange(HttpRequest request) throws Exception {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), new JsonObject(response.body()));
    }

    SandboxSettings settings() {
        return settings;
    }

    @Override
    public void close() throws Exception {
        twilio.close();
        customer.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
