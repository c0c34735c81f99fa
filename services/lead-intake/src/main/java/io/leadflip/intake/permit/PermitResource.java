package io.leadflip.intake.permit;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadflip.contracts.door.PermitRequest;
import io.leadflip.contracts.door.PermitRequest.ForCall;
import io.leadflip.contracts.door.PermitRequest.ForMessage;
import io.leadflip.intake.call.CallReads;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;

/// The door for whoever is about to dial or write. Every answer is an audited read of contact data.
@Path("/internal/permits")
@Consumes("application/json")
@Produces("application/json")
public class PermitResource {
    private static final Logger AUDIT = Logger.getLogger("io.leadflip.audit.permit");

    private final Transactions transactions;
    private final CallPermits calls;
    private final MessagePermits messages;
    private final CallReads reads;
    private final MeterRegistry metrics;

    PermitResource(
            Transactions transactions,
            CallPermits calls,
            MessagePermits messages,
            CallReads reads,
            MeterRegistry metrics) {
        this.transactions = transactions;
        this.calls = calls;
        this.messages = messages;
        this.reads = reads;
        this.metrics = metrics;
    }

    @POST
    @Operation(hidden = true)
    public Uni<Object> ask(PermitRequest request) {
        return switch (request) {
            case null ->
                    Uni.createFrom()
                            .failure(new Problem(ProblemType.BAD_REQUEST, "A body is needed."));
            case ForCall call -> forCall(call);
            case ForMessage message -> forMessage(message);
        };
    }

    private Uni<Object> forCall(ForCall request) {
        return transactions
                .run(() -> calls.forCall(request.callId()))
                .map(permit -> permit.orElseThrow(() -> Problem.noSuch("call")))
                .invoke(permit -> audit("call", request.callId(), permit.refusals().isEmpty()))
                .map(permit -> permit);
    }

    private Uni<Object> forMessage(ForMessage request) {
        if (request.leadId() == null
                || request.recipient() == null
                || request.kind() == null
                || request.channel() == null) {
            throw new Problem(
                    ProblemType.BAD_REQUEST, "leadId, recipient, kind and channel are needed.");
        }
        return callFacts(request)
                .chain(call -> transactions.run(() -> messages.forMessage(request, call)))
                .map(permit -> permit.orElseThrow(() -> Problem.noSuch("subject of a message")))
                .invoke(permit -> audit("message", request.notificationId(), permit.granted()))
                .map(permit -> permit);
    }

    /// What came of a call is the orchestrator's to say.
    private Uni<Map<String, String>> callFacts(ForMessage request) {
        return request.callId() == null
                ? Uni.createFrom().item(Map.of())
                : reads.call(request.callId()).map(PermitResource::callFacts);
    }

    private static Map<String, String> callFacts(Optional<JsonNode> call) {
        var facts = new HashMap<String, String>();
        call.ifPresent(
                known -> {
                    for (var name :
                            new String[] {"outcome", "summary", "appointmentAt", "nextAction"}) {
                        if (known.hasNonNull(name)) {
                            facts.put(name, known.get(name).asText());
                        }
                    }
                });
        return facts;
    }

    private void audit(String what, UUID id, boolean granted) {
        metrics.counter("leadflip.permits", "for", what, "granted", String.valueOf(granted))
                .increment();
        AUDIT.infof("Contact data read for=%s id=%s granted=%s", what, id, granted);
    }
}
