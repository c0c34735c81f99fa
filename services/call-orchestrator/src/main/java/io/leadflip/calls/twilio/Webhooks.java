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
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Where Twilio reports on a call, and asks what to do when it is answered.
@Path("/api")
@Consumes(MediaType.WILDCARD)
class Webhooks {
    private final GenuineWebhooks genuine;
    private final AnsweredCall answered;
    private final ProviderReports reports;
    private final DialingSettings dialing;
    private final MediaSettings media;
    private final MeterRegistry metrics;
    private final Clock clock;

    Webhooks(
            GenuineWebhooks genuine,
            AnsweredCall answered,
            ProviderReports reports,
            DialingSettings dialing,
            MediaSettings media,
            MeterRegistry metrics,
            Clock clock) {
        this.genuine = genuine;
        this.answered = answered;
        this.reports = reports;
        this.dialing = dialing;
        this.media = media;
        this.metrics = metrics;
        this.clock = clock;
    }

    @POST
    @Path("/twiml/call/{callId}")
    @Produces(MediaType.APPLICATION_XML)
    @Operation(summary = "What to do with an answered call")
    public Uni<String> document(
            @PathParam("callId") String callId, @BeanParam SignedRequest signed, byte[] body) {
        return genuine.require("document", signed, body)
                .invoke(
                        hook ->
                                genuine.require(
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
    @Path("/webhooks/twilio/status")
    @Operation(summary = "How a call stands")
    public Uni<Void> status(@BeanParam SignedRequest signed, byte[] body) {
        return genuine.require("status", signed, body)
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
    public Uni<Void> detection(@BeanParam SignedRequest signed, byte[] body) {
        return genuine.require("amd", signed, body)
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
    public Uni<Void> stream(@BeanParam SignedRequest signed, byte[] body) {
        return genuine.require("stream", signed, body)
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
}
