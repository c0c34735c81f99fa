package io.leadflip.intake.call;

import io.leadflip.contracts.door.DialHalt;
import io.leadflip.contracts.door.DialHaltReport;
import io.leadflip.contracts.door.DialHaltRequest;
import io.leadflip.contracts.door.DialHalts;
import io.leadflip.contracts.event.Source;
import io.leadflip.intake.IntakeConfig;
import io.leadflip.platform.door.DoorClients;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Orders to stop dialling, passed on to the service that dials. All of them may be repeated, so an
/// answer that does not come in time means: ask again.
@ApplicationScoped
public class HaltDialling {
    private static final Logger LOG = Logger.getLogger(HaltDialling.class);
    private static final int NOT_FOUND = 404;

    private final CallDoor door;
    private final IntakeConfig config;

    HaltDialling(DoorClients clients, IntakeConfig config) {
        this.door = clients.client(CallDoor.class, Source.CALL_ORCHESTRATOR);
        this.config = config;
    }

    public Uni<DialHaltReport> place(DialHaltRequest request, String operator) {
        return bounded(door.halt(request, operator));
    }

    public Uni<DialHalts> list() {
        return bounded(door.halts());
    }

    public Uni<DialHalt> lift(UUID haltId, String operator) {
        return bounded(door.lift(haltId, operator));
    }

    private <T> Uni<T> bounded(Uni<T> asked) {
        return asked.ifNoItem()
                .after(config.operationDeadline())
                .fail()
                .onFailure()
                .transform(HaltDialling::problem);
    }

    private static Throwable problem(Throwable failure) {
        if (failure instanceof WebApplicationException answer
                && answer.getResponse().getStatus() == NOT_FOUND) {
            return Problem.noSuch("halt");
        }
        LOG.warnf("call-orchestrator did not answer: %s", failure.getClass().getSimpleName());
        return new Problem(
                        ProblemType.UNAVAILABLE,
                        "Whether that took effect is not known; ask again.")
                .retryAfter(1);
    }
}
