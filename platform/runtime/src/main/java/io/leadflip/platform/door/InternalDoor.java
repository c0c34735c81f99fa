package io.leadflip.platform.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadflip.platform.problem.ProblemDocument;
import io.leadflip.platform.problem.ProblemType;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// A second listener of the same process that serves `/internal/*` and nothing else, to callers
/// that show a token and are on the list. The public port does not know those paths.
@ApplicationScoped
public class InternalDoor {
    private static final Logger LOG = Logger.getLogger(InternalDoor.class);
    private static final String PATHS = "/internal/";
    private static final String BEARER = "Bearer ";

    /// Before Quarkus' own authentication (200), which knows nothing of door tokens.
    private static final int BEFORE_AUTHENTICATION = 1000;

    private static final long START_SECONDS = 10;
    private static final int IDLE_SECONDS = 60;
    private static final int UNAVAILABLE = 503;

    private final Vertx vertx;
    private final Router router;
    private final DoorConfig config;
    private final DoorTokens tokens;
    private final DoorPolicy policy;
    private final ObjectMapper json;
    private final MeterRegistry metrics;
    private volatile HttpServer server;

    InternalDoor(
            Vertx vertx,
            Router router,
            DoorConfig config,
            DoorTokens tokens,
            ObjectMapper json,
            MeterRegistry metrics) {
        this.vertx = vertx;
        this.router = router;
        this.config = config;
        this.tokens = tokens;
        this.policy = new DoorPolicy(config.allow());
        this.json = json;
        this.metrics = metrics;
    }

    void guard(@Observes Filters filters) {
        filters.register(this::check, BEFORE_AUTHENTICATION);
    }

    void open(@Observes @Priority(3000) StartupEvent event) throws Exception {
        server =
                vertx.createHttpServer(new HttpServerOptions().setIdleTimeout(IDLE_SECONDS))
                        .requestHandler(this::route)
                        .listen(config.port(), config.host())
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(START_SECONDS, TimeUnit.SECONDS);
        LOG.infof("Internal door is open on port %d", server.actualPort());
    }

    void close(@Observes Shutdown event) {
        if (server != null) {
            server.close();
        }
    }

    /// The port the door listens on.
    public int port() {
        return server.actualPort();
    }

    /// A request that comes before the door knows itself must not be told that there is nothing:
    /// who asks takes that for an answer.
    private void route(HttpServerRequest request) {
        if (server == null) {
            request.response().setStatusCode(UNAVAILABLE).end();
            return;
        }
        VertxContextSafetyToggle.setContextSafe(Vertx.currentContext(), true);
        router.handle(request);
    }

    private void check(RoutingContext request) {
        var throughDoor =
                server != null && request.request().localAddress().port() == server.actualPort();
        var path = request.normalizedPath();
        var internal = path.startsWith(PATHS) || path.equals("/internal");
        if (internal != throughDoor || hasMatrixParameters(path)) {
            refuse(request, ProblemType.NOT_FOUND, "There is nothing at this path.");
        } else if (internal) {
            admit(request);
        } else {
            request.next();
        }
    }

    /// JAX-RS drops `;…` before it looks for a resource, so a path with them is not the path that
    /// is checked here.
    private static boolean hasMatrixParameters(String path) {
        return path.indexOf(';') >= 0;
    }

    private void admit(RoutingContext request) {
        var caller = bearer(request).flatMap(tokens::callerOf);
        if (caller.isEmpty()) {
            refuse(request, ProblemType.UNAUTHORIZED, "A valid door token is needed.");
        } else if (!policy.allows(
                caller.get(), request.request().method().name(), request.normalizedPath())) {
            refuse(request, ProblemType.FORBIDDEN, "This caller may not do this.");
        } else {
            metrics.counter("leadflip.door.requests", "caller", caller.get().wire()).increment();
            request.request().headers().remove("Authorization");
            request.next();
        }
    }

    private static Optional<String> bearer(RoutingContext request) {
        return Optional.ofNullable(request.request().getHeader("Authorization"))
                .filter(header -> header.startsWith(BEARER))
                .map(header -> header.substring(BEARER.length()));
    }

    private void refuse(RoutingContext request, ProblemType type, String detail) {
        try {
            request.response()
                    .setStatusCode(type.status())
                    .putHeader("Content-Type", ProblemDocument.MEDIA_TYPE)
                    .end(json.writeValueAsString(ProblemDocument.of(type, detail).asMap()));
        } catch (JsonProcessingException e) {
            request.fail(e);
        }
    }
}
