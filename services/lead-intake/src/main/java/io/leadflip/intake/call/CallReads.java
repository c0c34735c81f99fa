package io.leadflip.intake.call;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadflip.contracts.door.CallPermit;
import io.leadflip.contracts.door.SpendReport;
import io.leadflip.contracts.door.SpendSearch;
import io.leadflip.contracts.event.Source;
import io.leadflip.intake.IntakeConfig;
import io.leadflip.platform.door.DoorClients;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Reads that call-orchestrator owns, passed on with a deadline.
@ApplicationScoped
public class CallReads {
    private static final Logger LOG = Logger.getLogger(CallReads.class);
    private static final int NOT_FOUND = 404;

    private final CallDoor door;
    private final IntakeConfig config;

    CallReads(DoorClients clients, IntakeConfig config) {
        this.door = clients.client(CallDoor.class, Source.CALL_ORCHESTRATOR);
        this.config = config;
    }

    /// Empty while the orchestrator has not heard of the call yet.
    public Uni<Optional<JsonNode>> call(UUID callId) {
        return bounded(door.call(callId));
    }

    public Uni<Optional<JsonNode>> transcript(UUID callId) {
        return bounded(door.transcript(callId));
    }

    public Uni<Optional<JsonNode>> eligibility(CallPermit permit) {
        return bounded(door.eligibility(permit));
    }

    /// Sums may be long in coming, so operators wait longer than clients do.
    public Uni<SpendReport> spend(SpendSearch search) {
        return bounded(door.spend(search), config.operationDeadline())
                .map(Optional::orElseThrow)
                .onFailure(NoSuchElementException.class)
                .transform(CallReads::unavailable);
    }

    private <T> Uni<Optional<T>> bounded(Uni<T> read) {
        return bounded(read, config.proxyDeadline());
    }

    private static <T> Uni<Optional<T>> bounded(Uni<T> read, Duration deadline) {
        return read.ifNoItem()
                .after(deadline)
                .fail()
                .map(Optional::ofNullable)
                .onFailure(CallReads::unknown)
                .recoverWithItem(Optional.empty())
                .onFailure()
                .transform(CallReads::unavailable);
    }

    private static boolean unknown(Throwable failure) {
        return failure instanceof WebApplicationException answer
                && answer.getResponse().getStatus() == NOT_FOUND;
    }

    private static Throwable unavailable(Throwable failure) {
        LOG.warnf("call-orchestrator did not answer: %s", failure.getClass().getSimpleName());
        return new Problem(
                        ProblemType.UNAVAILABLE,
                        "What is known about calls cannot be read right now.")
                .retryAfter(2);
    }
}
