package io.leadflip.intake.rest;

import io.leadflip.contracts.door.DeadLetter;
import io.leadflip.contracts.door.DeadLetterOrigin;
import io.leadflip.contracts.door.DeadLetterReport;
import io.leadflip.contracts.door.DeadLetterSearch;
import io.leadflip.contracts.door.DeadLetterSelection;
import io.leadflip.contracts.door.DeadLetterState;
import io.leadflip.contracts.event.Source;
import io.leadflip.intake.access.Callers;
import io.leadflip.intake.operation.Everywhere;
import io.leadflip.intake.operation.Everywhere.Gathered;
import io.leadflip.intake.operation.Operations.Act;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What could not be handled, in all services at once: look at it, and put it back or away.
@Tag(name = "admin")
@Path("/v1/admin/dead-letters")
@Consumes("application/json")
@Produces("application/json")
public class DeadLetterResource {
    /// @param next `before` of the next page; null on the last
    /// @param unavailable services whose letters are not among these
    public record DeadLetters(List<DeadLetter> deadLetters, UUID next, List<Source> unavailable) {}

    /// @param unavailable services that did not answer; whether they acted shows their list
    public record DeadLetterReports(List<DeadLetterReport> services, List<Source> unavailable) {}

    private static final int PAGE = 100;
    private static final int LARGEST_PAGE = 200;

    private final Callers callers;
    private final Everywhere everywhere;

    DeadLetterResource(Callers callers, Everywhere everywhere) {
        this.callers = callers;
        this.everywhere = everywhere;
    }

    /// How the list is narrowed.
    public static class Query {
        @QueryParam("service")
        String service;

        @QueryParam("state")
        String state;

        @QueryParam("origin")
        String origin;

        @QueryParam("name")
        String name;

        @QueryParam("reason")
        String reason;

        @QueryParam("since")
        String since;

        @QueryParam("before")
        String before;

        @QueryParam("limit")
        String limit;

        int limitOrUsual() {
            var given = QueryValues.number("limit", limit);
            return given == null ? PAGE : Math.clamp(given, 1, LARGEST_PAGE);
        }

        DeadLetterSearch search() {
            return new DeadLetterSearch(
                    QueryValues.oneOf(DeadLetterState.class, "state", state),
                    QueryValues.id("before", before),
                    new DeadLetterSelection(
                            null,
                            QueryValues.oneOf(DeadLetterOrigin.class, "origin", origin),
                            QueryValues.text("name", name),
                            QueryValues.text("reason", reason),
                            QueryValues.instant("since", since),
                            limitOrUsual()));
        }
    }

    @GET
    @Operation(summary = "What could not be handled, in all services or one, newest first")
    public Uni<DeadLetters> list(@BeanParam Query query) {
        return callers.account("admin")
                .chain(
                        admin -> {
                            var search = query.search();
                            return everywhere.ask(
                                    everywhere.service(query.service),
                                    service -> service.search(search));
                        })
                .map(pages -> merged(pages, query.limitOrUsual()));
    }

    @GET
    @Path("/{service}/{id}")
    @Operation(summary = "One of them opened: every try, and the payload without what is personal")
    public Uni<DeadLetter.Opened> inspect(
            @PathParam("service") String service, @PathParam("id") UUID id) {
        return callers.account("admin")
                .chain(
                        admin ->
                                everywhere.one(
                                        everywhere.service(service).orElseThrow(),
                                        owner -> owner.inspect(id, admin.subject())));
    }

    @POST
    @Path("/dry-run")
    @Operation(summary = "What replaying them would do")
    public Uni<DeadLetterReports> dryRun(
            @QueryParam("service") String service, DeadLetterSelection selection) {
        return act(Act.DRY_RUN, service, selection);
    }

    @POST
    @Path("/replay")
    @Operation(summary = "Puts them back, under the same ids; what was handled is left alone")
    public Uni<DeadLetterReports> replay(
            @QueryParam("service") String service, DeadLetterSelection selection) {
        return act(Act.REPLAY, service, selection);
    }

    @POST
    @Path("/discard")
    @Operation(summary = "Puts them away; nothing of them is tried any more")
    public Uni<DeadLetterReports> discard(
            @QueryParam("service") String service, DeadLetterSelection selection) {
        return act(Act.DISCARD, service, selection);
    }

    private Uni<DeadLetterReports> act(Act act, String service, DeadLetterSelection selection) {
        var given = Bodies.required(selection);
        return callers.account("admin")
                .invoke(() -> requireNarrow(given))
                .chain(
                        admin ->
                                everywhere.ask(
                                        everywhere.service(service),
                                        owner -> owner.act(act, given, admin.subject())))
                .map(reports -> new DeadLetterReports(reports.answers(), reports.unavailable()));
    }

    private static void requireNarrow(DeadLetterSelection selection) {
        if (!selection.narrows()) {
            throw new Problem(
                    ProblemType.UNPROCESSABLE, "Say which letters: ids, or at least one filter.");
        }
    }

    /// Ids order by time in every service, so one cursor serves them all.
    private static DeadLetters merged(Gathered<DeadLetter.Page> pages, int limit) {
        var letters =
                pages.answers().stream()
                        .flatMap(page -> page.deadLetters().stream())
                        .sorted(
                                Comparator.comparing((DeadLetter letter) -> letter.id().toString())
                                        .reversed())
                        .toList();
        var shown = letters.subList(0, Math.min(limit, letters.size()));
        var isFull = shown.size() == limit;
        return new DeadLetters(shown, isFull ? shown.getLast().id() : null, pages.unavailable());
    }
}
