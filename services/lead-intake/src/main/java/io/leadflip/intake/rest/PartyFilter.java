package io.leadflip.intake.rest;

import io.leadflip.intake.access.Authorized;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Checks that the caller is a side of the call: once a stream has begun, a refusal could no longer
/// be a problem document.
class PartyFilter {
    private final Authorized authorized;

    PartyFilter(Authorized authorized) {
        this.authorized = authorized;
    }

    @PartyOnly
    @ServerRequestFilter
    Uni<Response> check(UriInfo uri) {
        var callId = callId(uri.getPathParameters().getFirst("callId"));
        return authorized.partyOfCall(callId).map(allowed -> null);
    }

    private static UUID callId(String given) {
        try {
            return UUID.fromString(given);
        } catch (IllegalArgumentException e) {
            throw new Problem(ProblemType.NOT_FOUND, "There is no such call.");
        }
    }
}
