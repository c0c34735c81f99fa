package io.leadflip.notifier.mailgun;

import io.leadflip.notifier.notification.DeliveryReports;
import io.leadflip.notifier.notification.DeliveryReports.Fate;
import io.leadflip.notifier.notification.DeliveryReports.Report;
import io.leadflip.notifier.notification.NotifierMetrics;
import io.leadflip.notifier.sending.OurId;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// What Mailgun tells about the way of our mails, one event at a time.
@Path("/api/webhooks/mailgun")
@Consumes(MediaType.APPLICATION_JSON)
public class MailgunWebhook {
    private final Optional<EventSignature> signatures;
    private final DeliveryReports reports;
    private final Transactions transactions;
    private final NotifierMetrics metrics;
    private final Clock clock;

    MailgunWebhook(
            MailgunConfig config,
            DeliveryReports reports,
            Transactions transactions,
            NotifierMetrics metrics,
            Clock clock) {
        this.signatures = config.webhookSigningKey().map(EventSignature::new);
        this.reports = reports;
        this.transactions = transactions;
        this.metrics = metrics;
        this.clock = clock;
    }

    @POST
    @Operation(summary = "An event of a mail sent by Mailgun")
    public Uni<Void> event(String body) {
        var event = genuine(body).getValue("event-data");
        return event instanceof JsonObject data
                ? transactions.run(() -> take(data)).replaceWithVoid()
                : Uni.createFrom().failure(new Problem(ProblemType.BAD_REQUEST, "No event."));
    }

    /// The signature is part of the body: what cannot be read cannot be Mailgun's.
    private JsonObject genuine(String body) {
        return parsed(body)
                .filter(
                        told ->
                                signatures
                                        .filter(s -> s.genuine(told, clock.instant()))
                                        .isPresent())
                .orElseThrow(
                        () -> {
                            metrics.refused("mailgun");
                            return new Problem(
                                    ProblemType.FORBIDDEN,
                                    "This was not signed by Mailgun just now.");
                        });
    }

    private static Optional<JsonObject> parsed(String body) {
        try {
            return Optional.of(new JsonObject(body == null ? "" : body));
        } catch (DecodeException e) {
            return Optional.empty();
        }
    }

    /// Words that say nothing about the way, and mails that are not ours, are left alone.
    private Uni<Boolean> take(JsonObject event) {
        var ours =
                event.getValue("user-variables") instanceof JsonObject variables
                        ? OurId.of(variables.getValue(MailgunMail.OUR_ID))
                        : OurId.of(null);
        var word = String.valueOf(event.getValue("event"));
        return ours.flatMap(
                        id ->
                                fate(word, event)
                                        .map(
                                                fate ->
                                                        new Report(
                                                                "mailgun",
                                                                word,
                                                                fate,
                                                                null,
                                                                noMore(word, event)))
                                        .map(report -> reports.take(id, report)))
                .orElseGet(() -> Uni.createFrom().item(false));
    }

    private static String noMore(String word, JsonObject event) {
        return switch (word) {
            case "complained" -> "complaint";
            case "unsubscribed" -> "unsubscribe";
            case "failed" -> "permanent".equals(event.getValue("severity")) ? gone(event) : null;
            default -> null;
        };
    }

    /// Other permanent failures may be about us.
    private static String gone(JsonObject event) {
        return switch (String.valueOf(event.getValue("reason"))) {
            case "bounce", "suppress-bounce" -> "bounce";
            case "suppress-complaint" -> "complaint";
            case "suppress-unsubscribe" -> "unsubscribe";
            default -> null;
        };
    }

    /// A temporary failure is tried again by Mailgun.
    private static Optional<Fate> fate(String word, JsonObject event) {
        return switch (word) {
            case "accepted" -> Optional.of(Fate.ON_ITS_WAY);
            case "delivered", "complained", "unsubscribed" -> Optional.of(Fate.ARRIVED);
            case "rejected" -> Optional.of(Fate.LOST);
            case "failed" ->
                    Optional.of(
                            "permanent".equals(event.getValue("severity"))
                                    ? Fate.LOST
                                    : Fate.ON_ITS_WAY);
            default -> Optional.empty();
        };
    }
}
