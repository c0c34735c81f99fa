package io.leadflip.notifier.sending;

import io.leadflip.contracts.door.MessagePermit;
import io.leadflip.contracts.door.PermitRequest;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/// lead-intake's door for whoever is about to write to somebody.
@Path("/internal/permits")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
interface PermitDoor {
    @POST
    Uni<MessagePermit> ask(PermitRequest request);
}
