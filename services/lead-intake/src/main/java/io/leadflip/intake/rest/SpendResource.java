package io.leadflip.intake.rest;

import io.leadflip.contracts.door.SpendReport;
import io.leadflip.contracts.door.SpendScope;
import io.leadflip.contracts.door.SpendSearch;
import io.leadflip.intake.access.Callers;
import io.leadflip.intake.call.CallReads;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What calls cost and what the caps leave.
@Tag(name = "admin")
@Path("/v1/admin/spend")
@Produces("application/json")
public class SpendResource {
    private static final int PAGE = 100;

    /// Days before today that are shown when none are named.
    private static final int USUAL_DAYS = 30;

    private final Callers callers;
    private final CallReads reads;
    private final Clock clock;

    SpendResource(Callers callers, CallReads reads, Clock clock) {
        this.callers = callers;
        this.reads = reads;
        this.clock = clock;
    }

    /// What is added up, and over which days. A day is one of UTC and named like `2026-11-27`.
    public static class Query {
        /// By default `PLATFORM_DAY`.
        @QueryParam("scope")
        String scope;

        @QueryParam("business")
        String business;

        /// First day.
        @QueryParam("from")
        String from;

        /// Last day; by default today.
        @QueryParam("to")
        String to;

        @QueryParam("before")
        String before;

        @QueryParam("limit")
        String limit;

        SpendSearch search(LocalDate today) {
            var last = Optional.ofNullable(QueryValues.day("to", to)).orElse(today);
            var first = QueryValues.day("from", from);
            var place = QueryValues.place("before", before);
            var search =
                    new SpendSearch(
                            Optional.ofNullable(QueryValues.oneOf(SpendScope.class, "scope", scope))
                                    .orElse(SpendScope.PLATFORM_DAY),
                            first == null ? last.minusDays(USUAL_DAYS) : first,
                            last,
                            QueryValues.id("business", business),
                            place == null ? null : place.text(),
                            Optional.ofNullable(QueryValues.number("limit", limit)).orElse(PAGE));
            require(
                    search.days(),
                    "from must not be after to, and at most %d days can be asked for at once."
                            .formatted(SpendSearch.LONGEST));
            require(
                    search.page(),
                    "limit must be between 1 and %d.".formatted(SpendSearch.LARGEST_PAGE));
            return search;
        }

        private static void require(boolean holds, String detail) {
            if (!holds) {
                throw new Problem(ProblemType.BAD_REQUEST, detail);
            }
        }
    }

    @GET
    @Operation(
            summary =
                    "What calls cost and what the caps leave, by day, business and day, or call; newest first")
    public Uni<SpendReport> spend(@BeanParam Query query) {
        return callers.account("admin")
                .chain(
                        admin ->
                                reads.spend(
                                        query.search(
                                                LocalDate.ofInstant(
                                                        clock.instant(), ZoneOffset.UTC))));
    }
}
