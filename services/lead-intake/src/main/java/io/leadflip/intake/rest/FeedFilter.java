package io.leadflip.intake.rest;

import io.leadflip.intake.access.Authorized;
import io.leadflip.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Carries out [ConsumerOnly] and [PartyOnly]: once a stream has begun, a refusal could no longer
/// be a problem document.
class FeedFilter {
    private final Authorized authorized;

    FeedFilter(Authorized authorized) {
        this.authorized = authorized;
    }

    @ConsumerOnly
    @ServerRequestFilter
    Uni<Response> consumer(UriInfo uri) {
        return goOn(authorized.consumerOf(id(uri, "leadId", "lead")));
    }

    @PartyOnly
    @ServerRequestFilter
    Uni<Response> party(UriInfo uri) {
        return goOn(authorized.partyOfCall(id(uri, "callId", "call")));
    }

    /// No response of the filter: the resource answers.
    private static Uni<Response> goOn(Uni<Void> allowed) {
        return allowed.map(nothing -> null);
    }

    private static UUID id(UriInfo uri, String parameter, String what) {
        try {
            return UUID.fromString(uri.getPathParameters().getFirst(parameter));
        } catch (IllegalArgumentException e) {
            throw Problem.noSuch(what);
        }
    }
}
