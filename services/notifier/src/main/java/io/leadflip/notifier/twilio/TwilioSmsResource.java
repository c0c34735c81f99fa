package io.leadflip.notifier.twilio;

import io.leadflip.notifier.NotifierConfig;
import io.leadflip.notifier.notification.DeliveryReports;
import io.leadflip.notifier.notification.DeliveryReports.Report;
import io.leadflip.notifier.notification.NotifierMetrics;
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
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;

/// What Twilio tells about text messages: the way of ours, and what people answer.
@Path("/api/webhooks/twilio-sms")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class TwilioSmsResource {
    private static final Logger LOG = Logger.getLogger(TwilioSmsResource.class);
    private static final Pattern PHONE = Pattern.compile("\\+[1-9]\\d{4,14}");
    private static final String NOTHING_TO_SAY =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>";
    private static final String CONFIRMATION =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response><Message>LeadFlip: you are unsubscribed and get no more messages from us.</Message></Response>";

    private final SignatureCheck signatures;
    private final DeliveryReports reports;
    private final StopWishes wishes;
    private final Transactions transactions;
    private final NotifierMetrics metrics;

    TwilioSmsResource(
            TwilioConfig twilio,
            NotifierConfig config,
            DeliveryReports reports,
            StopWishes wishes,
            Transactions transactions,
            NotifierMetrics metrics) {
        this.signatures = new SignatureCheck(config.publicOrigin(), twilio.authToken());
        this.reports = reports;
        this.wishes = wishes;
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
        var fate =
                DeliveryStatus.fate(status)
                        .orElseThrow(
                                () ->
                                        new Problem(
                                                ProblemType.BAD_REQUEST,
                                                "The message status is not known."));
        var sid = form.find("MessageSid").orElse(null);
        return transactions
                .run(() -> reports.take(id, new Report("twilio", status, fate, sid, null)))
                .invoke(TwilioSmsResource::mustBeKnown)
                .replaceWithVoid();
    }

    private static void mustBeKnown(boolean known) {
        if (!known) {
            throw Problem.noSuch("message");
        }
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
        if (!PHONE.matcher(from).matches() || !stop && !OptOutWords.asksToStop(words)) {
            return Uni.createFrom().item(NOTHING_TO_SAY);
        }
        return transactions
                .run(() -> wishes.heard(from, form.find("MessageSid")))
                .replaceWith(
                        stop || OptOutWords.confirmedByTwilio(words)
                                ? NOTHING_TO_SAY
                                : CONFIRMATION);
    }

    /// A body that is no form cannot be Twilio's.
    private SignedForm genuine(HttpServerRequest request, String body) {
        return form(body)
                .filter(form -> signed(request, form))
                .orElseThrow(
                        () -> {
                            metrics.refused("twilio");
                            LOG.warn("A webhook was not signed by Twilio");
                            return new Problem(
                                    ProblemType.FORBIDDEN, "This was not signed by Twilio.");
                        });
    }

    private boolean signed(HttpServerRequest request, SignedForm form) {
        return signatures.genuine(request.getHeader("X-Twilio-Signature"), request.uri(), form);
    }

    private static Optional<SignedForm> form(String body) {
        try {
            return Optional.of(SignedForm.parse(body == null ? "" : body));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
