package io.leadflip.calls.twilio;

import io.leadflip.calls.dialing.AnsweredCall;
import io.leadflip.calls.dialing.Attempt;
import io.leadflip.calls.dialing.CallProgress.Report;
import io.leadflip.calls.dialing.DialingSettings;
import io.leadflip.calls.dialing.MediaSettings;
import io.leadflip.calls.dialing.ProviderReports;
import io.leadflip.calls.dialing.ProviderStatus;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;

/// Where Twilio asks and reports. Every request is signed and names an attempt; one that is forged,
/// or not that attempt's, gets 403 and is counted.
@Path("/api")
@Consumes(MediaType.WILDCARD)
class Webhooks {
    private static final Logger LOG = Logger.getLogger(Webhooks.class);
    private static final String SIGNATURE = "X-Twilio-Signature";
    private static final String APOLOGY =
            "We are sorry, something went wrong on our side. We will not bother you any further. Goodbye.";

    private final TwilioSignature signature;
    private final TwilioSettings account;
    private final AnsweredCall answered;
    private final ProviderReports reports;
    private final DialingSettings dialing;
    private final MediaSettings media;
    private final MeterRegistry metrics;
    private final Clock clock;

    Webhooks(
            TwilioSettings account,
            AnsweredCall answered,
            ProviderReports reports,
            DialingSettings dialing,
            MediaSettings media,
            MeterRegistry metrics,
            Clock clock) {
        this.signature = new TwilioSignature(dialing.publicOrigin(), account.authToken());
        this.account = account;
        this.answered = answered;
        this.reports = reports;
        this.dialing = dialing;
        this.media = media;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// A webhook that is what it says it is.
    private record Genuine(Attempt attempt, String sid, FormFields form) {}

    @POST
    @Path("/twiml/call/{callId}")
    @Produces(MediaType.APPLICATION_XML)
    @Operation(summary = "What to do with an answered call")
    public Uni<String> document(
            @PathParam("callId") String callId,
            @QueryParam("attempt") String attempt,
            @HeaderParam(SIGNATURE) String signed,
            @Context HttpServerRequest request,
            byte[] body) {
        return genuine("document", attempt, signed, request, body)
                .invoke(
                        hook ->
                                require(
                                        hook.attempt().callId().toString().equals(callId),
                                        "document",
                                        "stale"))
                .chain(
                        hook ->
                                answered.connect(hook.attempt(), hook.sid())
                                        .map(
                                                token ->
                                                        token.map(it -> connect(hook.attempt(), it))
                                                                .orElseGet(Twiml::hangUp)));
    }

    private String connect(Attempt attempt, String token) {
        String query = "?attempt=" + attempt.id();
        return Twiml.connect(
                media.origin() + "/media",
                dialing.publicOrigin() + "/api/webhooks/twilio/stream" + query,
                dialing.publicOrigin() + "/api/twiml/connect-action" + query,
                token);
    }

    @POST
    @Path("/twiml/fallback")
    @Produces(MediaType.APPLICATION_XML)
    @Operation(summary = "What to do when the instruction document could not be had")
    public Uni<String> fallback(
            @QueryParam("attempt") String attempt,
            @HeaderParam(SIGNATURE) String signed,
            @Context HttpServerRequest request,
            byte[] body) {
        return genuine("fallback", attempt, signed, request, body)
                .invoke(
                        hook ->
                                LOG.warnf(
                                        "attemptId=%s fell back, code %s",
                                        hook.attempt().id(),
                                        hook.form().text("ErrorCode").orElse("none")))
                .map(hook -> Twiml.sayAndHangUp(APOLOGY));
    }

    @POST
    @Path("/twiml/connect-action")
    @Produces(MediaType.APPLICATION_XML)
    @Operation(summary = "What to do when the media stream has ended")
    public Uni<String> connectAction(
            @QueryParam("attempt") String attempt,
            @HeaderParam(SIGNATURE) String signed,
            @Context HttpServerRequest request,
            byte[] body) {
        return genuine("connect-action", attempt, signed, request, body)
                .map(hook -> broken(hook) ? Twiml.sayAndHangUp(APOLOGY) : Twiml.hangUp());
    }

    /// A stream that never came to the bridge, or broke, leaves a person on the line who should
    /// hear something.
    private static boolean broken(Genuine hook) {
        return hook.attempt().redeemedAt() == null || hook.form().text("StreamError").isPresent();
    }

    @POST
    @Path("/webhooks/twilio/status")
    @Operation(summary = "How a call stands")
    public Uni<Void> status(
            @QueryParam("attempt") String attempt,
            @HeaderParam(SIGNATURE) String signed,
            @Context HttpServerRequest request,
            byte[] body) {
        return genuine("status", attempt, signed, request, body)
                .chain(
                        hook -> {
                            ProviderStatus status =
                                    hook.form()
                                            .text("CallStatus")
                                            .flatMap(ProviderStatus::of)
                                            .orElseThrow(
                                                    () ->
                                                            new Problem(
                                                                    ProblemType.BAD_REQUEST,
                                                                    "CallStatus is missing or unknown."));
                            int seconds = hook.form().number("CallDuration").orElse(0);
                            Integer sequence = hook.form().number("SequenceNumber").orElse(null);
                            return reports.status(
                                    hook.attempt(),
                                    new Report(
                                            hook.sid(),
                                            status,
                                            sequence,
                                            seconds,
                                            clock.instant()));
                        });
    }

    @POST
    @Path("/webhooks/twilio/amd")
    @Operation(summary = "Who answered, a person or a machine")
    public Uni<Void> detection(
            @QueryParam("attempt") String attempt,
            @HeaderParam(SIGNATURE) String signed,
            @Context HttpServerRequest request,
            byte[] body) {
        return genuine("amd", attempt, signed, request, body)
                .chain(
                        hook -> {
                            String who =
                                    hook.form()
                                            .text("AnsweredBy")
                                            .filter(text -> text.matches("[a-z_]{1,40}"))
                                            .orElseThrow(
                                                    () ->
                                                            new Problem(
                                                                    ProblemType.BAD_REQUEST,
                                                                    "AnsweredBy is missing or unknown."));
                            return reports.answeredBy(hook.attempt(), hook.sid(), who);
                        });
    }

    @POST
    @Path("/webhooks/twilio/stream")
    @Operation(summary = "How a media stream stands")
    public Uni<Void> stream(
            @QueryParam("attempt") String attempt,
            @HeaderParam(SIGNATURE) String signed,
            @Context HttpServerRequest request,
            byte[] body) {
        return genuine("stream", attempt, signed, request, body)
                .invoke(
                        hook -> {
                            String event =
                                    hook.form()
                                            .text("StreamEvent")
                                            .filter(text -> text.matches("[a-z-]{1,30}"))
                                            .orElse("unknown");
                            metrics.counter("leadflip.calls.streams", "event", event).increment();
                        })
                .replaceWithVoid();
    }

    private Uni<Genuine> genuine(
            String hook, String attemptId, String signed, HttpServerRequest request, byte[] body) {
        if (body != null && body.length > account.maxBody()) {
            throw new Problem(ProblemType.PAYLOAD_TOO_LARGE, "A webhook is smaller than this.");
        }
        require(signature.valid(signed, request.uri(), body), hook, "forged");
        FormFields form = FormFields.parse(body);
        String sid = form.text("CallSid").orElse(null);
        boolean ours =
                sid != null
                        && form.text("AccountSid").filter(account.accountSid()::equals).isPresent();
        Optional<UUID> id = uuid(attemptId);
        require(ours && id.isPresent(), hook, "stale");
        return answered.attempt(id.orElseThrow(), sid)
                .map(found -> found.orElseThrow(() -> refusal(hook, "stale")))
                .map(attempt -> new Genuine(attempt, sid, form));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.ofNullable(text).map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void require(boolean condition, String hook, String reason) {
        if (!condition) {
            throw refusal(hook, reason);
        }
    }

    private Problem refusal(String hook, String reason) {
        metrics.counter("leadflip.webhooks.refused", "hook", hook, "reason", reason).increment();
        return new Problem(
                ProblemType.FORBIDDEN,
                "This request does not come from the telephony provider for this call.");
    }
}
