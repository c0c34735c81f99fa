package io.leadflip.intake.rest;

import io.leadflip.intake.access.Callers;
import io.leadflip.intake.access.LeadAccess;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Carries out [ConsumerOnly].
class ConsumerFilter {
    private final Callers callers;
    private final Transactions transactions;
    private final LeadAccess access;

    ConsumerFilter(Callers callers, Transactions transactions, LeadAccess access) {
        this.callers = callers;
        this.transactions = transactions;
        this.access = access;
    }

    @ConsumerOnly
    @ServerRequestFilter
    Uni<Response> check(UriInfo uri) {
        var leadId = leadId(uri.getPathParameters().getFirst("leadId"));
        return callers.current()
                .chain(caller -> transactions.run(() -> access.consumerOf(leadId, caller)))
                .map(allowed -> null);
    }

    private static UUID leadId(String given) {
        try {
            return UUID.fromString(given);
        } catch (IllegalArgumentException e) {
            throw new Problem(ProblemType.NOT_FOUND, "There is no such lead.");
        }
    }
}
