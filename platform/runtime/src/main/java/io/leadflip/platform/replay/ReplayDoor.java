package io.leadflip.platform.replay;

import io.leadflip.contracts.door.OutboxReplay;
import io.leadflip.contracts.door.OutboxReplayRequest;
import io.leadflip.platform.deadletter.Operator;
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

/// Replays of this service's facts for lead-intake, which knows who the operator is.
@Path("/internal/replays")
@Consumes("application/json")
@Produces("application/json")
public class ReplayDoor {
    private final OutboxReplays replays;

    ReplayDoor(OutboxReplays replays) {
        this.replays = replays;
    }

    @POST
    public Uni<OutboxReplay> replay(
            OutboxReplayRequest request, @HeaderParam(Operator.HEADER) String operator) {
        if (request == null) {
            throw new Problem(ProblemType.BAD_REQUEST, "A JSON body is needed.");
        }
        return replays.ask(request, Operator.required(operator));
    }

    @GET
    @Path("/{id}")
    public Uni<OutboxReplay> replay(@PathParam("id") UUID id) {
        return replays.find(id).map(found -> found.orElseThrow(() -> Problem.noSuch("replay")));
    }
}
