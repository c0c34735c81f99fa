package io.leadflip.sandbox.twilio;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;

/// Sends signed requests to the customer's server. Blocks: used from virtual threads only.
final class Webhooks implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration READ = Duration.ofSeconds(15);
    private static final Duration BEFORE_RETRY = Duration.ofSeconds(1);

    private final Signature signature;
    private final SandboxClock clock;
    private final HttpClient http;

    Webhooks(Signature signature, SandboxClock clock, ExecutorService threads) {
        this.signature = signature;
        this.clock = clock;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT)
                        .executor(threads)
                        .build();
    }

    /// What the customer's server answered.
    record Reply(int status, String body) {
        boolean success() {
            return status >= 200 && status < 300;
        }
    }

    /// One request, no second try.
    Reply send(Webhook webhook, SortedMap<String, String> fields)
            throws IOException, InterruptedException {
        return send(webhook, fields, UUID.randomUUID());
    }

    /// Delivers a callback; tried once more after a connection failure or an answer of 5xx.
    void deliver(Webhook webhook, SortedMap<String, String> fields) throws InterruptedException {
        UUID delivery = UUID.randomUUID();
        if (!accepted(webhook, fields, delivery)) {
            Thread.sleep(clock.real(BEFORE_RETRY));
            accepted(webhook, fields, delivery);
        }
    }

    private boolean accepted(Webhook webhook, SortedMap<String, String> fields, UUID delivery)
            throws InterruptedException {
        try {
            return send(webhook, fields, delivery).status() < 500;
        } catch (IOException e) {
            return false;
        }
    }

    private Reply send(Webhook webhook, SortedMap<String, String> fields, UUID delivery)
            throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(
                        request(webhook, fields, delivery),
                        HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        return new Reply(answer.statusCode(), answer.body());
    }

    private HttpRequest request(Webhook hook, SortedMap<String, String> fields, UUID delivery) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder()
                        .timeout(READ)
                        .header("User-Agent", "TwilioProxy/1.1")
                        .header("I-Twilio-Idempotency-Token", delivery.toString());
        if (hook.method().equals("GET")) {
            String url = hook.url() + (hook.url().contains("?") ? "&" : "?") + encoded(fields);
            return request.uri(URI.create(url))
                    .header(Signature.HEADER, signature.over(url, Collections.emptySortedMap()))
                    .GET()
                    .build();
        }
        return request.uri(URI.create(hook.url()))
                .header(Signature.HEADER, signature.over(hook.url(), fields))
                .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(fields)))
                .build();
    }

    private static String encoded(SortedMap<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
