package io.leadflip.notifier.http;

import io.leadflip.notifier.NotifierConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;

/// Asks providers, never twice. Every request has a connection of its own: one that was kept open
/// may die under a request, and then nobody knows whether the request arrived.
@ApplicationScoped
public class ProviderHttp {
    /// More than are ever asked at once: a request that waits in line would look like one that got
    /// no answer.
    private static final int CONNECTIONS = 64;

    private final WebClient client;
    private final long answerMillis;
    private final Duration longest;

    /// Not traced: the query of a look-up holds a phone number or an address, and spans keep whole
    /// URLs.
    ProviderHttp(Vertx vertx, NotifierConfig config) {
        var options =
                new WebClientOptions()
                        .setTracingPolicy(TracingPolicy.IGNORE)
                        .setKeepAlive(false)
                        .setMaxPoolSize(CONNECTIONS)
                        .setFollowRedirects(false)
                        .setConnectTimeout((int) config.connectTimeout().toMillis())
                        .setUserAgent("LeadFlip");
        this.client = WebClient.create(vertx, options);
        this.answerMillis = config.answerTimeout().toMillis();
        this.longest = config.connectTimeout().plus(config.answerTimeout());
    }

    @PreDestroy
    void close() {
        client.close();
    }

    public Uni<Reply> postJson(URI url, String authorization, JsonObject body) {
        return reply(
                () -> prepared(client.postAbs(url.toString()), authorization).sendJsonObject(body));
    }

    public Uni<Reply> postForm(URI url, String authorization, MultiMap form) {
        return reply(() -> prepared(client.postAbs(url.toString()), authorization).sendForm(form));
    }

    public Uni<Reply> get(URI url, String authorization, MultiMap query) {
        var request = prepared(client.getAbs(url.toString()), authorization);
        query.forEach(parameter -> request.addQueryParam(parameter.getKey(), parameter.getValue()));
        return reply(request::send);
    }

    private HttpRequest<Buffer> prepared(HttpRequest<Buffer> request, String authorization) {
        return request.timeout(answerMillis).putHeader("Authorization", authorization);
    }

    private interface Sending {
        Future<HttpResponse<Buffer>> start();
    }

    /// The client's own timeout starts anew with every byte; `longest` does not.
    private Uni<Reply> reply(Sending sending) {
        return Uni.createFrom()
                .completionStage(() -> sending.start().toCompletionStage())
                .map(ProviderHttp::answered)
                .onFailure()
                .recoverWithItem(
                        failure ->
                                neverConnected(failure)
                                        ? new Reply.Unreached()
                                        : new Reply.Silent())
                .ifNoItem()
                .after(longest)
                .recoverWithItem(() -> new Reply.Silent());
    }

    private static Reply answered(HttpResponse<Buffer> response) {
        return new Reply.Answered(
                response.statusCode(),
                response.bodyAsString(),
                response.getHeader("X-Message-Id"),
                response.getHeader("Retry-After"));
    }

    private static boolean neverConnected(Throwable failure) {
        return failure instanceof ConnectException
                || failure instanceof UnknownHostException
                || failure instanceof NoRouteToHostException
                || failure instanceof SSLHandshakeException;
    }
}
