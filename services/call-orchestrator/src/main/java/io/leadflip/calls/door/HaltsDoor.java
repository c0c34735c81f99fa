package io.leadflip.calls.door;

import io.leadflip.calls.halt.HaltDialling;
import io.leadflip.contracts.door.DialHalt;
import io.leadflip.contracts.door.DialHaltReport;
import io.leadflip.contracts.door.DialHaltRequest;
import io.leadflip.contracts.door.DialHalts;
import io.leadflip.contracts.value.CallPurpose;
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

/// Stops and resumes dialling, for lead-intake, which knows who the operator is.
@Path("/internal/halts")
@Consumes("application/json")
@Produces("application/json")
class HaltsDoor {
    private final HaltDialling halting;

    HaltsDoor(HaltDialling halting) {
        this.halting = halting;
    }

    @POST
    public Uni<DialHaltReport> place(
            DialHaltRequest request, @HeaderParam(Operator.HEADER) String operator) {
        if (request == null || request.scope() == null || !fits(request)) {
            throw new Problem(
                    ProblemType.UNPROCESSABLE, "The scope, its subject or the reason is missing.");
        }
        return halting.place(request, Operator.required(operator));
    }

    @GET
    public Uni<DialHalts> list() {
        return halting.list().map(DialHalts::new);
    }

    @POST
    @Path("/{id}/lift")
    public Uni<DialHalt> lift(
            @PathParam("id") UUID id, @HeaderParam(Operator.HEADER) String operator) {
        return halting.lift(id, Operator.required(operator))
                .map(halt -> halt.orElseThrow(() -> Problem.noSuch("halt")));
    }

    private static boolean fits(DialHaltRequest request) {
        if (request.reason() == null || request.reason().isBlank()) {
            return false;
        }
        try {
            return switch (request.scope()) {
                case PLATFORM -> request.subject() == null;
                case BUSINESS ->
                        UUID.fromString(request.subject()).toString().equals(request.subject());
                case PURPOSE -> CallPurpose.of(request.subject()).wire().equals(request.subject());
            };
        } catch (IllegalArgumentException | NullPointerException unreadable) {
            return false;
        }
    }
}
