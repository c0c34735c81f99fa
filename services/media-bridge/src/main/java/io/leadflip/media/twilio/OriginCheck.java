package io.leadflip.media.twilio;

import io.leadflip.media.bridge.CloseCause;
import io.leadflip.media.live.BridgeConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Does at the start what Twilio will do: opens a stream at the public address, with a signature
/// over that address. One that leads elsewhere, or a tunnel that lets no WebSocket through, would
/// be noticed first by a caller, who hears nothing.
///
/// The stream shows no token and is refused for it; that refusal is the proof. A bridge that cannot
/// be reached is still ready: behind some load balancers a host never reaches itself.
@ApplicationScoped
class OriginCheck {
    static final int TRIES = 12;

    private static final Logger LOG = Logger.getLogger(OriginCheck.class);
    private static final Duration WITHIN = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final BridgeConfig bridge;
    private final TwilioConfig config;
    private final MeterRegistry metrics;
    private final HandshakeSignature signature;
    private final WebSocketClient client;

    OriginCheck(Vertx vertx, BridgeConfig bridge, TwilioConfig config, MeterRegistry metrics) {
        this.vertx = vertx;
        this.bridge = bridge;
        this.config = config;
        this.metrics = metrics;
        this.signature = new HandshakeSignature(config.mediaOrigin(), config.authToken());
        this.client =
                vertx.createWebSocketClient(
                        new WebSocketClientOptions()
                                .setConnectTimeout((int) WITHIN.toMillis())
                                .setIdleTimeout((int) WITHIN.toSeconds()));
    }

    void start(@ObservesAsync HttpServerStart event) {
        if (bridge.selfTest()) {
            attempt(1);
        }
    }

    /// An address that cannot even be asked for is a miss like any other.
    private void attempt(int number) {
        Future.succeededFuture()
                .compose(nothing -> client.connect(target()))
                .compose(this::refusal)
                .onComplete(refused -> decided(refused, number));
    }

    private WebSocketConnectOptions target() {
        URI origin = config.mediaOrigin();
        boolean tls = "wss".equals(origin.getScheme());
        return new WebSocketConnectOptions()
                .setHost(origin.getHost())
                .setPort(origin.getPort() > 0 ? origin.getPort() : tls ? 443 : 80)
                .setSsl(tls)
                .setTimeout(WITHIN.toMillis())
                .setURI(MediaStreamRoute.PATH)
                .addHeader(HandshakeSignature.HEADER, signature.of(MediaStreamRoute.PATH));
    }

    /// @return why the stream was closed
    private Future<String> refusal(WebSocket socket) {
        Promise<String> refusal = Promise.promise();
        socket.exceptionHandler(refusal::tryFail);
        socket.closeHandler(nothing -> refusal.tryComplete(String.valueOf(socket.closeReason())));
        socket.writeTextMessage(new JsonObject().put("event", "connected").encode());
        socket.writeTextMessage(startWithoutToken().encode());
        return refusal.future();
    }

    private JsonObject startWithoutToken() {
        JsonObject format =
                new JsonObject()
                        .put("encoding", "audio/x-mulaw")
                        .put("sampleRate", 8000)
                        .put("channels", 1);
        String streamSid = "MZ" + UUID.randomUUID();
        return new JsonObject()
                .put("event", "start")
                .put("streamSid", streamSid)
                .put(
                        "start",
                        new JsonObject()
                                .put("streamSid", streamSid)
                                .put("accountSid", config.accountSid())
                                .put("callSid", "CA" + UUID.randomUUID())
                                .put("customParameters", new JsonObject())
                                .put("mediaFormat", format));
    }

    private void decided(AsyncResult<String> refused, int number) {
        if (CloseCause.NO_TOKEN.wire().equals(refused.result())) {
            count("reached");
            LOG.infof("Media streams reach us: %s", config.mediaOrigin());
            return;
        }
        count("missed");
        if (number < TRIES) {
            vertx.setTimer(bridge.selfTestAgain().toMillis(), id -> attempt(number + 1));
        } else {
            LOG.warnf(
                    "Media streams may not reach us at %s: %s",
                    config.mediaOrigin(),
                    refused.succeeded() ? refused.result() : refused.cause().getMessage());
        }
    }

    private void count(String result) {
        metrics.counter("leadflip.media.origin.checks", "result", result).increment();
    }
}
