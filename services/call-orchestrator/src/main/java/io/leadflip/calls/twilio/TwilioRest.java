package io.leadflip.calls.twilio;

import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpRequest;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.ConnectException;
import java.net.UnknownHostException;

/// Requests to Twilio's REST API in the name of the account, and how its answers are read. Nothing
/// is repeated by itself.
@ApplicationScoped
class TwilioRest {
    /// Said by whoever stood in between and stopped waiting; Twilio may have acted.
    private static final int REQUEST_TIMEOUT = 408;

    private final WebClient http;
    private final TwilioSettings account;

    /// Not traced: the query of a look-up holds a phone number, and spans keep whole URLs.
    TwilioRest(Vertx vertx, TwilioSettings account) {
        this.account = account;
        this.http =
                WebClient.create(
                        vertx,
                        new WebClientOptions()
                                .setTracingPolicy(TracingPolicy.IGNORE)
                                .setMaxPoolSize(16)
                                .setConnectTimeout(3000)
                                .setKeepAliveTimeout(5));
    }

    /// @param resource below the account, such as `Calls.json`
    HttpRequest<Buffer> get(String resource) {
        return request(HttpMethod.GET, resource);
    }

    HttpRequest<Buffer> post(String resource) {
        return request(HttpMethod.POST, resource);
    }

    HttpRequest<Buffer> delete(String resource) {
        return request(HttpMethod.DELETE, resource);
    }

    private HttpRequest<Buffer> request(HttpMethod method, String resource) {
        String url =
                account.baseUrl() + "/2010-04-01/Accounts/" + account.accountSid() + "/" + resource;
        return http.requestAbs(method, url)
                .basicAuthentication(account.accountSid(), account.authToken())
                .timeout(account.timeout().toMillis());
    }

    /// Whether Twilio understood and did nothing.
    static boolean refused(int status) {
        return status >= 400 && status < 500 && status != REQUEST_TIMEOUT;
    }

    /// Twilio's error code, or the status when there is none.
    static int code(HttpResponse<Buffer> response) {
        try {
            return response.bodyAsJsonObject().getInteger("code", response.statusCode());
        } catch (RuntimeException unreadable) {
            return response.statusCode();
        }
    }

    static JsonObject expected(HttpResponse<Buffer> response, int status) {
        if (response.statusCode() != status) {
            throw new IllegalStateException(
                    "Twilio answered " + response.statusCode() + ", code " + code(response));
        }
        return response.bodyAsJsonObject();
    }

    /// A connection that never stood carried nothing; anything later may have had its effect.
    static boolean neverSent(Throwable failure) {
        return failure instanceof ConnectException
                || failure instanceof ConnectTimeoutException
                || failure instanceof UnknownHostException;
    }
}
