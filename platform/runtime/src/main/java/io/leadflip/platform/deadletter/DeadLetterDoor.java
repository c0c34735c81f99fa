package io.leadflip.platform.deadletter;

import io.leadflip.contracts.door.DeadLetter;
import io.leadflip.contracts.door.DeadLetterReport;
import io.leadflip.contracts.door.DeadLetterSearch;
import io.leadflip.contracts.door.DeadLetterSelection;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.UUID;

/// This service's dead letters for lead-intake, which knows who the operator is.
@Path("/internal/dead-letters")
@Consumes("application/json")
@Produces("application/json")
public class DeadLetterDoor {
    private final DeadLetterReads reads;
    private final DeadLetterDesk desk;

    DeadLetterDoor(DeadLetterReads reads, DeadLetterDesk desk) {
        this.reads = reads;
        this.desk = desk;
    }

    @POST
    @Path("/search")
    public Uni<DeadLetter.Page> search(DeadLetterSearch search) {
        return reads.list(required(search));
    }

    @GET
    @Path("/{id}")
    public Uni<DeadLetter.Opened> inspect(
            @PathParam("id") UUID id, @HeaderParam(Operator.HEADER) String operator) {
        return reads.inspect(id, Operator.required(operator))
                .map(found -> found.orElseThrow(() -> Problem.noSuch("dead letter")));
    }

    @POST
    @Path("/dry-run")
    public Uni<DeadLetterReport> dryRun(
            DeadLetterSelection selection, @HeaderParam(Operator.HEADER) String operator) {
        return desk.dryRun(narrowed(selection), Operator.required(operator));
    }

    @POST
    @Path("/replay")
    public Uni<DeadLetterReport> replay(
            DeadLetterSelection selection, @HeaderParam(Operator.HEADER) String operator) {
        return desk.replay(narrowed(selection), Operator.required(operator));
    }

    @POST
    @Path("/discard")
    public Uni<DeadLetterReport> discard(
            DeadLetterSelection selection, @HeaderParam(Operator.HEADER) String operator) {
        return desk.discard(narrowed(selection), Operator.required(operator));
    }

    private static DeadLetterSearch required(DeadLetterSearch search) {
        if (search == null || search.selection() == null) {
            throw new Problem(ProblemType.BAD_REQUEST, "A selection is needed.");
        }
        return search;
    }

    private static DeadLetterSelection narrowed(DeadLetterSelection selection) {
        if (selection == null || !selection.narrows()) {
            throw new Problem(
                    ProblemType.BAD_REQUEST, "Say which letters: ids, or at least one filter.");
        }
        return selection;
    }
}
