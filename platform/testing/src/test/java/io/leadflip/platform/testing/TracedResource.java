package io.leadflip.platform.testing;

import io.leadflip.contracts.event.LeadFact.LeadSubmitted;
import io.leadflip.platform.outbox.Outbox;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.work.WorkQueue;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.util.UUID;

/// A request that tells a fact and leaves work, as an intake does.
@Path("/traced")
public class TracedResource {
    private final Transactions transactions;
    private final Outbox outbox;
    private final WorkQueue work;

    TracedResource(Transactions transactions, Outbox outbox, WorkQueue work) {
        this.transactions = transactions;
        this.outbox = outbox;
        this.work = work;
    }

    @POST
    @Path("{leadId}")
    public Uni<Void> submit(@PathParam("leadId") UUID leadId) {
        var now = Instant.now();
        return transactions.run(
                () ->
                        outbox.append(new LeadSubmitted(leadId, now))
                                .chain(
                                        () ->
                                                work.schedule(
                                                        "scripted",
                                                        leadId.toString(),
                                                        new JsonObject(),
                                                        now)));
    }
}
