package io.leadflip.calls.call;

import io.leadflip.contracts.door.CallPermit;
import io.leadflip.contracts.door.PermitRequest;
import io.leadflip.contracts.event.Source;
import io.leadflip.platform.door.DoorClients;
import io.leadflip.platform.problem.ProblemDocument;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Asks lead-intake whether a person may be phoned right now. Never cached.
@ApplicationScoped
public class Permits {
    private static final Logger LOG = Logger.getLogger(Permits.class);
    private static final int NOT_FOUND = 404;
    private static final MediaType PROBLEM = MediaType.valueOf(ProblemDocument.MEDIA_TYPE);

    private final PermitDoor door;
    private final Clock clock;

    Permits(DoorClients doors, Clock clock) {
        this.door = doors.client(PermitDoor.class, Source.LEAD_INTAKE);
        this.clock = clock;
    }

    public sealed interface Answer {
        /// @param asked when it was asked for; what it says held then
        record Given(CallPermit permit, Instant asked) implements Answer {
            /// Whether it may no longer be acted on: too long ago, or the clock was set back since.
            public boolean stale(Instant now, Duration validity) {
                Duration age = Duration.between(asked, now);
                return age.isNegative() || age.compareTo(validity) > 0;
            }
        }

        /// lead-intake itself says that it knows no such call.
        record NoSuchCall() implements Answer {}

        /// Nobody answered; wait, never guess.
        record Unavailable() implements Answer {}
    }

    /// @param attemptId null for a preview that nobody will dial by
    public Uni<Answer> ask(UUID callId, UUID attemptId) {
        Instant asked = clock.instant();
        return door.ask(new PermitRequest.ForCall(callId, attemptId))
                .onItem()
                .ifNull()
                .failWith(() -> new IllegalStateException("an empty permit"))
                .<Answer>map(permit -> new Answer.Given(permit, asked))
                .onFailure()
                .recoverWithItem(failure -> refused(callId, failure));
    }

    private static Answer refused(UUID callId, Throwable failure) {
        if (failure instanceof WebApplicationException answer && noSuchCall(answer.getResponse())) {
            return new Answer.NoSuchCall();
        }
        LOG.warnf("No permit for callId=%s: %s", callId, failure.getClass().getSimpleName());
        return new Answer.Unavailable();
    }

    /// Something else on the way may say 404 as well; that is no answer, and a call denied is
    /// denied for good.
    private static boolean noSuchCall(Response response) {
        return response.getStatus() == NOT_FOUND
                && response.getMediaType() != null
                && response.getMediaType().isCompatible(PROBLEM);
    }
}
