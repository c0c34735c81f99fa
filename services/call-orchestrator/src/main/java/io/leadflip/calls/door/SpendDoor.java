package io.leadflip.calls.door;

import io.leadflip.calls.spend.SpendReports;
import io.leadflip.contracts.door.SpendPlace;
import io.leadflip.contracts.door.SpendReport;
import io.leadflip.contracts.door.SpendSearch;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.time.Clock;

/// Shows what calls cost, to lead-intake, which knows that an operator asks.
@Path("/internal/spend/search")
@Consumes("application/json")
@Produces("application/json")
class SpendDoor {
    private final SpendReports reports;
    private final Transactions transactions;
    private final Clock clock;

    SpendDoor(SpendReports reports, Transactions transactions, Clock clock) {
        this.reports = reports;
        this.transactions = transactions;
        this.clock = clock;
    }

    @POST
    public Uni<SpendReport> search(SpendSearch search) {
        if (!fits(search)) {
            throw new Problem(
                    ProblemType.UNPROCESSABLE, "The scope, the days or the page are out of range.");
        }
        return transactions.run(() -> reports.report(search, clock.instant()));
    }

    private static boolean fits(SpendSearch search) {
        if (search == null
                || search.scope() == null
                || search.from() == null
                || search.to() == null
                || !search.days()
                || !search.page()) {
            return false;
        }
        try {
            return search.before() == null || SpendPlace.of(search.before()) != null;
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }
}
