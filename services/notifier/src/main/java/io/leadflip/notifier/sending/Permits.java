package io.leadflip.notifier.sending;

import io.leadflip.contracts.door.MessagePermit;
import io.leadflip.contracts.event.Source;
import io.leadflip.notifier.notification.Notification;
import io.leadflip.platform.door.DoorClients;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response.Status;
import java.net.ConnectException;
import org.jboss.logging.Logger;

/// Asks for a permit right before a message goes out. Never kept.
@ApplicationScoped
class Permits {
    private static final Logger LOG = Logger.getLogger(Permits.class);

    private final PermitDoor door;

    Permits(DoorClients doors) {
        this.door = doors.client(PermitDoor.class, Source.LEAD_INTAKE);
    }

    Uni<PermitAnswer> ask(Notification message) {
        return door.ask(message.permitRequest())
                .map(Permits::answer)
                .onFailure()
                .invoke(
                        failure ->
                                LOG.warnf(
                                        "No permit notificationId=%s: %s",
                                        message.id(), failure.getClass().getSimpleName()))
                .onFailure()
                .recoverWithItem(Permits::failed);
    }

    private static PermitAnswer answer(MessagePermit permit) {
        return permit.granted()
                ? new PermitAnswer.Granted(permit)
                : new PermitAnswer.Refused(permit.refusals().getFirst());
    }

    static PermitAnswer failed(Throwable failure) {
        return switch (failure) {
            case ConnectException unreached -> new PermitAnswer.Away();
            case WebApplicationException answered
                    when answered.getResponse().getStatus() == Status.NOT_FOUND.getStatusCode() ->
                    new PermitAnswer.SubjectUnknown();
            default -> new PermitAnswer.NoAnswer();
        };
    }
}
