package io.leadflip.calls.call;

import io.leadflip.contracts.door.CallPermit;
import io.leadflip.contracts.door.PermitRequest;
import io.leadflip.contracts.event.Source;
import io.leadflip.platform.door.DoorClients;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Asks lead-intake whether a person may be phoned right now. Never cached.
@ApplicationScoped
public class Permits {
    private static final Logger LOG = Logger.getLogger(Permits.class);
    private static final int NOT_FOUND = 404;

    private final PermitDoor door;

    Permits(DoorClients doors) {
        this.door = doors.client(PermitDoor.class, Source.LEAD_INTAKE);
    }

    public sealed interface Answer {
        record Given(CallPermit permit) implements Answer {}

        /// lead-intake knows no such call.
        record NoSuchCall() implements Answer {}

        /// Nobody answered; wait, never guess.
        record Unavailable() implements Answer {}
    }

    /// @param attemptId null for a preview that nobody will dial by
    public Uni<Answer> ask(UUID callId, UUID attemptId) {
        return door.ask(new PermitRequest.ForCall(callId, attemptId))
                .onItem()
                .ifNull()
                .failWith(() -> new IllegalStateException("an empty permit"))
                .<Answer>map(Answer.Given::new)
                .onFailure()
                .recoverWithItem(failure -> refused(callId, failure));
    }

    private static Answer refused(UUID callId, Throwable failure) {
        if (failure instanceof WebApplicationException answer
                && answer.getResponse().getStatus() == NOT_FOUND) {
            return new Answer.NoSuchCall();
        }
        LOG.warnf("No permit for callId=%s: %s", callId, failure.getClass().getSimpleName());
        return new Answer.Unavailable();
    }
}
