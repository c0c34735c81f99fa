package io.leadflip.calls.call;

import io.leadflip.contracts.door.CallPermit;
import io.leadflip.contracts.door.PermitRequest;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/// lead-intake's door, as far as calls need it.
@Path("/internal/permits")
interface PermitDoor {
    @POST
    Uni<CallPermit> ask(PermitRequest request);
}
