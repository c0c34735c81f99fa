package io.leadflip.sandbox.story;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/// A client of one HTTP API that outlives a restart of the other side: a lost connection, 429 and
/// 5xx are tried again.
///
/// That is safe because every request of the story is a read, carries the same idempotency key, or
/// says what shall be.
public final class Api {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final HttpClient client;
    private final URI origin;
    private final Patience patience;
    private final Map<String, String> always;
    private final Set<Integer> comesBackAfter;

    /// @param patience how long one request is tried again until it gets a good answer
    public Api(URI origin, Duration patience) {
        this(
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(5))
                        .build(),
                origin,
                new Patience(patience, Duration.ofMillis(700)),
                Map.of(),
                Set.of());
    }

    private Api(
            HttpClient client,
            URI origin,
            Patience patience,
            Map<String, String> always,
            Set<Integer> comesBackAfter) {
        this.client = client;
        this.origin = origin;
        this.patience = patience;
        this.always = always;
        this.comesBackAfter = comesBackAfter;
    }

    /// The same API as an ingress passes it on from this network address.
    public Api from(String address) {
        return new Api(
                client, origin, patience, Map.of("X-Forwarded-For", address), comesBackAfter);
    }

    /// The same API for a client that comes back after these answers, too: after 401 as somebody
    /// who signs in again, say.
    public Api comingBackAfter(Integer... statuses) {
        return new Api(client, origin, patience, always, Set.of(statuses));
    }

    public Reply get(String path, Map<String, String> headers) {
        return send("GET", path, HttpRequest.BodyPublishers.noBody(), headers);
    }

    /// A file; empty when there is none.
    Optional<byte[]> file(String path) {
        HttpRequest request = HttpRequest.newBuilder(origin.resolve(path)).timeout(TIMEOUT).build();
        try {
            HttpResponse<byte[]> response =
                    client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return Optional.of(response.body()).filter(body -> response.statusCode() == 200);
        } catch (IOException e) {
            throw new StoryException("GET " + path + " got no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoryException("GET " + path + " was interrupted", e);
        }
    }

    public Reply post(String path, JsonObject body, Map<String, String> headers) {
        return send("POST", path, HttpRequest.BodyPublishers.ofString(body.encode()), headers);
    }

    public Reply put(String path, JsonObject body, Map<String, String> headers) {
        return send("PUT", path, HttpRequest.BodyPublishers.ofString(body.encode()), headers);
    }

    public Reply patch(String path, JsonObject body, Map<String, String> headers) {
        return send("PATCH", path, HttpRequest.BodyPublishers.ofString(body.encode()), headers);
    }

    private Reply send(
            String method,
            String path,
            HttpRequest.BodyPublisher body,
            Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(origin.resolve(path))
                        .timeout(TIMEOUT)
                        .header("Accept", "application/json")
                        .method(method, body);
        if (!"GET".equals(method)) {
            request.header("Content-Type", "application/json");
        }
        always.forEach(request::header);
        headers.forEach(request::header);
        String name = method + " " + path;
        AtomicReference<String> last = new AtomicReference<>("no answer");
        return patience.until(() -> attempt(name, request.build(), last))
                .orElseThrow(
                        () ->
                                new StoryException(
                                        name
                                                + " got no good answer within "
                                                + patience.limit().toSeconds()
                                                + " s; the last was: "
                                                + last));
    }

    private Optional<Reply> attempt(
            String name, HttpRequest request, AtomicReference<String> last) {
        try {
            HttpResponse<String> response =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            last.set(response.statusCode() + " " + response.body());
            return again(response)
                    ? Optional.empty()
                    : Optional.of(new Reply(name, response.statusCode(), response.body()));
        } catch (IOException e) {
            last.set(e.toString());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoryException(name + " was interrupted", e);
        }
    }

    /// A conflict that says when to come again is a request still being carried out.
    private boolean again(HttpResponse<String> response) {
        int status = response.statusCode();
        return status >= 500
                || status == 429
                || comesBackAfter.contains(status)
                || status == 409 && response.headers().firstValue("Retry-After").isPresent();
    }

    /// The lines of an endless answer (server-sent events) until the other side ends it or the
    /// stream is closed.
    Stream<String> lines(String path, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(origin.resolve(path)).header("Accept", "text/event-stream");
        headers.forEach(request::header);
        HttpResponse<Stream<String>> response =
                client.send(request.build(), HttpResponse.BodyHandlers.ofLines());
        return response.statusCode() == 200 ? response.body() : Stream.empty();
    }
}
