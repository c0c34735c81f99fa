package io.leadflip.notifier.twilio;

import io.leadflip.contracts.event.Source;
import io.leadflip.notifier.NotifierConfig;
import io.leadflip.notifier.notification.Notifications;
import io.leadflip.notifier.notification.NotifierMetrics;
import io.leadflip.platform.door.DoorClients;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;

/// What Twilio tells about text messages: the way of ours, and what people answer.
@Path("/api/webhooks/twilio-sms")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class TwilioSmsResource {
    private static final Logger LOG = Logger.getLogger(TwilioSmsResource.class);
    private static final String NOTHING_TO_SAY =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>";
    private static final String CONFIRMATION =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response><Message>LeadFlip: you are unsubscribed and get no more messages from us.</Message></Response>";

    private final SignatureCheck signatures;
    private final Notifications notifications;
    private final SuppressionDoor contactBook;
    private final Transactions transactions;
    private final NotifierMetrics metrics;

    TwilioSmsResource(
            TwilioConfig twilio,
            NotifierConfig config,
            Notifications notifications,
            DoorClients doors,
            Transactions transactions,
            NotifierMetrics metrics) {
        this.signatures = new SignatureCheck(config.publicOrigin(), twilio.authToken());
        this.notifications = notifications;
        this.contactBook = doors.client(SuppressionDoor.class, Source.LEAD_INTAKE);
        this.transactions = transactions;
        this.metrics = metrics;
    }

    @POST
    @Path("/{notificationId}")
    @Operation(summary = "Status callback of a text message")
    public Uni<Void> status(
            @PathParam("notificationId") UUID id, @Context HttpServerRequest request, String body) {
        var form = genuine(request, body);
        var status = form.find("MessageStatus").or(() -> form.find("SmsStatus")).orElse("");
        if (!DeliveryStatus.known(status)) {
            throw new Problem(ProblemType.BAD_REQUEST, "The message status is not known.");
        }
        return transactions.run(() -> settle(id, form.find("MessageSid").orElse(null), status));
    }

    /// A webhook that names our message proves that Twilio has it, whatever became of our request.
    private Uni<Void> settle(UUID id, String sid, String status) {
        return notifications
                .find(id)
                .map(
                        found ->
                                found.orElseThrow(
                                        () ->
                                                new Problem(
                                                        ProblemType.NOT_FOUND,
                                                        "There is no such message.")))
                .chain(message -> notifications.sent(message, "twilio", sid))
                .chain(() -> notifications.delivery(id, status, DeliveryStatus.last(status)));
    }

    @POST
    @Produces(MediaType.TEXT_XML)
    @Operation(summary = "Text messages that people send to us")
    public Uni<String> inbound(@Context HttpServerRequest request, String body) {
        var form = genuine(request, body);
        var words = form.find("Body").orElse("");
        var from =
                form.find("From")
                        .orElseThrow(
                                () ->
                                        new Problem(
                                                ProblemType.BAD_REQUEST, "The sender is missing."));
        var stop = form.find("OptOutType").filter("STOP"::equals).isPresent();
        if (!stop && !OptOutWords.asksToStop(words)) {
            return Uni.createFrom().item(NOTHING_TO_SAY);
        }
        return suppress(from)
                .replaceWith(
                        stop || OptOutWords.confirmedByTwilio(words)
                                ? NOTHING_TO_SAY
                                : CONFIRMATION);
    }

    private Uni<Void> suppress(String phone) {
        return contactBook
                .suppress(new SuppressionDoor.Suppression(phone, "sms-stop"))
                .onFailure()
                .retry()
                .atMost(2)
                .invoke(() -> metrics.optedOut("sms"))
                .onFailure()
                .transform(
                        failure ->
                                new Problem(
                                        ProblemType.UNAVAILABLE,
                                        "The wish could not be stored; please send it again."))
                .replaceWithVoid();
    }

    private SignedForm genuine(HttpServerRequest request, String body) {
        var form = form(body);
        if (!signatures.genuine(request.getHeader("X-Twilio-Signature"), request.uri(), form)) {
            metrics.forged("twilio");
            LOG.warn("A webhook was not signed by Twilio");
            throw new Problem(ProblemType.FORBIDDEN, "This was not signed by Twilio.");
        }
        return form;
    }

    private static SignedForm form(String body) {
        try {
            return SignedForm.parse(body == null ? "" : body);
        } catch (IllegalArgumentException e) {
            throw new Problem(ProblemType.BAD_REQUEST, "The body is not a form.");
        }
    }
}
