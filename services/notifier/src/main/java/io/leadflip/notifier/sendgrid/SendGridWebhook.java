package io.leadflip.notifier.sendgrid;

import io.leadflip.notifier.notification.DeliveryReports;
import io.leadflip.notifier.notification.DeliveryReports.Fate;
import io.leadflip.notifier.notification.DeliveryReports.Report;
import io.leadflip.notifier.notification.NotifierMetrics;
import io.leadflip.notifier.sending.OurId;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// What SendGrid tells about the way of our mails, in batches. It is the only proof of a mail in
/// doubt: SendGrid has no look-up by our id.
@Path("/api/webhooks/sendgrid")
@Consumes(MediaType.APPLICATION_JSON)
public class SendGridWebhook {
    private static final Map<String, String> KNOWN_BEFORE =
            Map.of(
                    "Bounced Address", "bounce",
                    "Spam Reporting Address", "complaint",
                    "Unsubscribed Address", "unsubscribe");

    private final Optional<EventSignature> signatures;
    private final DeliveryReports reports;
    private final Transactions transactions;
    private final NotifierMetrics metrics;
    private final Clock clock;

    SendGridWebhook(
            SendGridConfig config,
            DeliveryReports reports,
            Transactions transactions,
            NotifierMetrics metrics,
            Clock clock) {
        this.signatures = config.webhookPublicKey().map(EventSignature::new);
        this.reports = reports;
        this.transactions = transactions;
        this.metrics = metrics;
        this.clock = clock;
    }

    @POST
    @Operation(summary = "Events of mails sent by SendGrid")
    public Uni<Void> events(
            @HeaderParam("X-Twilio-Email-Event-Webhook-Timestamp") String timestamp,
            @HeaderParam("X-Twilio-Email-Event-Webhook-Signature") String signature,
            byte[] body) {
        if (signatures
                .filter(s -> s.genuine(timestamp, signature, body, clock.instant()))
                .isEmpty()) {
            metrics.refused("sendgrid");
            throw new Problem(ProblemType.FORBIDDEN, "This was not signed by SendGrid just now.");
        }
        var events = parsed(body).stream().filter(JsonObject.class::isInstance);
        return transactions.run(
                () ->
                        Multi.createFrom()
                                .items(events.map(JsonObject.class::cast))
                                .onItem()
                                .transformToUniAndConcatenate(this::take)
                                .collect()
                                .last()
                                .replaceWithVoid());
    }

    private static JsonArray parsed(byte[] body) {
        try {
            return new JsonArray(Buffer.buffer(body));
        } catch (DecodeException e) {
            throw new Problem(ProblemType.BAD_REQUEST, "The body is no list of events.");
        }
    }

    /// Words that say nothing about the way, and mails that are not ours, are left alone.
    private Uni<Boolean> take(JsonObject event) {
        var word = String.valueOf(event.getValue("event"));
        return OurId.of(event.getValue("notification_id"))
                .flatMap(id -> fate(word).map(fate -> reports.take(id, report(event, word, fate))))
                .orElseGet(() -> Uni.createFrom().item(false));
    }

    private static Report report(JsonObject event, String word, Fate fate) {
        var id = event.getValue("sg_message_id") instanceof String told ? told : null;
        return new Report("sendgrid", word, fate, id, noMore(event, word));
    }

    /// A block is not a bounce: the address may be good. What is dropped for what was known before
    /// says so.
    private static String noMore(JsonObject event, String word) {
        return switch (word) {
            case "spamreport" -> "complaint";
            case "unsubscribe", "group_unsubscribe" -> "unsubscribe";
            case "bounce" -> "blocked".equals(event.getValue("type")) ? null : "bounce";
            case "dropped" -> KNOWN_BEFORE.get(String.valueOf(event.getValue("reason")));
            default -> null;
        };
    }

    private static Optional<Fate> fate(String word) {
        return switch (word) {
            case "processed", "deferred" -> Optional.of(Fate.ON_ITS_WAY);
            case "delivered", "spamreport", "unsubscribe", "group_unsubscribe" ->
                    Optional.of(Fate.ARRIVED);
            case "dropped", "bounce" -> Optional.of(Fate.LOST);
            default -> Optional.empty();
        };
    }
}
