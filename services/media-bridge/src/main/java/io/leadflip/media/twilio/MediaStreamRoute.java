package io.leadflip.media.twilio;

import io.leadflip.media.live.LiveCalls;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/// `/media`: where Twilio's media streams arrive. Who is no Twilio, or comes when there is no
/// place, is turned away before the upgrade.
@ApplicationScoped
class MediaStreamRoute {
    static final String PATH = "/media";

    private static final Logger LOG = Logger.getLogger(MediaStreamRoute.class);

    private final Vertx vertx;
    private final LiveCalls calls;
    private final MeterRegistry metrics;
    private final HandshakeSignature signature;
    private final String accountSid;

    MediaStreamRoute(Vertx vertx, LiveCalls calls, MeterRegistry metrics, TwilioConfig config) {
        this.vertx = vertx;
        this.calls = calls;
        this.metrics = metrics;
        this.signature = new HandshakeSignature(config.mediaOrigin(), config.authToken());
        this.accountSid = config.accountSid();
    }

    void mount(@Observes Router router) {
        router.get(PATH).handler(this::arrived);
    }

    private void arrived(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        if (!signature.matches(request.uri(), request.getHeader(HandshakeSignature.HEADER))) {
            metrics.counter("leadflip.webhooks.refused", "provider", "twilio-media").increment();
            refuse(routing, 403, "signature");
        } else if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            refuse(routing, 426, "no-websocket");
        } else if (!calls.admit()) {
            refuse(routing, 503, "no-place");
        } else {
            request.toWebSocket()
                    .onSuccess(socket -> open(socket, request.connection()))
                    .onFailure(failure -> notUpgraded());
        }
    }

    private void open(ServerWebSocket socket, HttpConnection connection) {
        calls.begin(new TwilioLine(socket, connection, vertx.getOrCreateContext()), accountSid);
    }

    private void notUpgraded() {
        calls.unadmit();
        metrics.counter("leadflip.media.handshakes.refused", "cause", "upgrade").increment();
    }

    private void refuse(RoutingContext routing, int status, String cause) {
        metrics.counter("leadflip.media.handshakes.refused", "cause", cause).increment();
        LOG.infof("Media stream refused: cause=%s", cause);
        routing.response().setStatusCode(status).end();
    }
}
