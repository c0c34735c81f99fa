package io.leadflip.intake.operation;

import io.leadflip.contracts.door.DeadLetter;
import io.leadflip.contracts.door.DeadLetterReport;
import io.leadflip.contracts.door.DeadLetterSearch;
import io.leadflip.contracts.door.DeadLetterSelection;
import io.leadflip.contracts.door.OutboxReplay;
import io.leadflip.contracts.door.OutboxReplayRequest;
import io.leadflip.platform.deadletter.Operator;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.UUID;

/// What operators may do at every service's door.
@Path("/internal")
@Consumes("application/json")
@Produces("application/json")
public interface ServiceDoor {
    @POST
    @Path("/dead-letters/search")
    Uni<DeadLetter.Page> search(DeadLetterSearch search);

    @GET
    @Path("/dead-letters/{id}")
    Uni<DeadLetter.Opened> inspect(
            @PathParam("id") UUID id, @HeaderParam(Operator.HEADER) String operator);

    @POST
    @Path("/dead-letters/{operation}")
    Uni<DeadLetterReport> operate(
            @PathParam("operation") String operation,
            DeadLetterSelection selection,
            @HeaderParam(Operator.HEADER) String operator);

    @POST
    @Path("/replays")
    Uni<OutboxReplay> replay(
            OutboxReplayRequest request, @HeaderParam(Operator.HEADER) String operator);

    @GET
    @Path("/replays/{id}")
    Uni<OutboxReplay> replay(@PathParam("id") UUID id);
}
