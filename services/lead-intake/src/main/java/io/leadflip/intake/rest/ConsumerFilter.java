package io.leadflip.intake.rest;

import io.leadflip.intake.access.Authorized;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Carries out [ConsumerOnly].
class ConsumerFilter {
    private final Authorized authorized;

    ConsumerFilter(Authorized authorized) {
        this.authorized = authorized;
    }

    @ConsumerOnly
    @ServerRequestFilter
    Uni<Response> check(UriInfo uri) {
        var leadId = leadId(uri.getPathParameters().getFirst("leadId"));
        return authorized.consumerOf(leadId).map(allowed -> null);
    }

    private static UUID leadId(String given) {
        try {
            return UUID.fromString(given);
        } catch (IllegalArgumentException e) {
            throw new Problem(ProblemType.NOT_FOUND, "There is no such lead.");
        }
    }
}
