package io.leadflip.intake.call;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadflip.contracts.door.CallPermit;
import io.leadflip.contracts.door.DialHalt;
import io.leadflip.contracts.door.DialHaltReport;
import io.leadflip.contracts.door.DialHaltRequest;
import io.leadflip.contracts.door.DialHalts;
import io.leadflip.contracts.door.SpendReport;
import io.leadflip.contracts.door.SpendSearch;
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

/// What lead-intake reads at call-orchestrator's door.
@Path("/internal")
@Consumes("application/json")
@Produces("application/json")
public interface CallDoor {
    @GET
    @Path("/calls/{callId}")
    Uni<JsonNode> call(@PathParam("callId") UUID callId);

    @GET
    @Path("/calls/{callId}/transcript")
    Uni<JsonNode> transcript(@PathParam("callId") UUID callId);

    @POST
    @Path("/eligibility")
    Uni<JsonNode> eligibility(CallPermit permit);

    @POST
    @Path("/halts")
    Uni<DialHaltReport> halt(
            DialHaltRequest request, @HeaderParam(Operator.HEADER) String operator);

    @GET
    @Path("/halts")
    Uni<DialHalts> halts();

    @POST
    @Path("/halts/{haltId}/lift")
    Uni<DialHalt> lift(
            @PathParam("haltId") UUID haltId, @HeaderParam(Operator.HEADER) String operator);

    @POST
    @Path("/spend/search")
    Uni<SpendReport> spend(SpendSearch search);
}
