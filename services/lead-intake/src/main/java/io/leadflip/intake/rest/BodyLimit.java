package io.leadflip.intake.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadflip.platform.problem.ProblemDocument;
import io.leadflip.platform.problem.ProblemType;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Tells a client that announces too large a body so in a problem document; bodies that are not
/// announced meet the server's own limit.
@ApplicationScoped
class BodyLimit {
    private static final long MOST_BYTES = 64 * 1024;
    private static final int BEFORE_ROUTES = 900;

    private final ObjectMapper json;

    BodyLimit(ObjectMapper json) {
        this.json = json;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_ROUTES);
    }

    private void check(RoutingContext request) {
        var length = request.request().getHeader("Content-Length");
        if (length != null && length.matches("\\d{1,18}") && Long.parseLong(length) > MOST_BYTES) {
            refuse(request);
        } else {
            request.next();
        }
    }

    private void refuse(RoutingContext request) {
        try {
            request.response()
                    .setStatusCode(ProblemType.PAYLOAD_TOO_LARGE.status())
                    .putHeader("Content-Type", ProblemDocument.MEDIA_TYPE)
                    .putHeader("Connection", "close")
                    .end(
                            json.writeValueAsString(
                                    ProblemDocument.of(
                                                    ProblemType.PAYLOAD_TOO_LARGE,
                                                    "A body has at most 64 KiB.")
                                            .asMap()));
        } catch (JsonProcessingException e) {
            request.fail(e);
        }
    }
}
