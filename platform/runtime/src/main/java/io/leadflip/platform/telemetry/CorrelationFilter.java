package io.leadflip.platform.telemetry;

import io.leadflip.platform.identity.Identifiers;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// Gives every request an id that its log lines carry and its answer names: the client's own
/// `X-Request-Id` when it is harmless, otherwise a new one.
class CorrelationFilter {
    private static final String HEADER = "X-Request-Id";
    private static final String KEY = "correlationId";
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    @ServerRequestFilter(preMatching = true)
    public void begin(ContainerRequestContext request) {
        var id =
                Optional.ofNullable(request.getHeaderString(HEADER))
                        .filter(given -> HARMLESS.matcher(given).matches())
                        .orElseGet(() -> Identifiers.next().toString());
        request.setProperty(KEY, id);
        MDC.put(KEY, id);
    }

    @ServerResponseFilter
    public void end(ContainerRequestContext request, ContainerResponseContext response) {
        Optional.ofNullable(request.getProperty(KEY))
                .ifPresent(id -> response.getHeaders().putSingle(HEADER, id));
        MDC.remove(KEY);
    }
}
