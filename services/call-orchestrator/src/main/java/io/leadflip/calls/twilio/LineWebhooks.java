package io.leadflip.calls.twilio;

import io.leadflip.calls.dialing.ProviderStatus;
import io.leadflip.calls.ending.EndLine;
import io.leadflip.calls.twilio.GenuineWebhooks.Genuine;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;

/// Where Twilio asks what to do with a line that no media stream holds: it never came, or is over.
@Path("/api")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_XML)
class LineWebhooks {
    private static final Logger LOG = Logger.getLogger(LineWebhooks.class);

    private final GenuineWebhooks genuine;
    private final EndLine lines;

    LineWebhooks(GenuineWebhooks genuine, EndLine lines) {
        this.genuine = genuine;
        this.lines = lines;
    }

    @POST
    @Path("/twiml/fallback")
    @Operation(summary = "What to do when the instruction document could not be had")
    public Uni<String> fallback(
            @QueryParam("attempt") String attempt,
            @HeaderParam(GenuineWebhooks.SIGNATURE) String signed,
            @Context HttpServerRequest request,
            byte[] body) {
        return genuine.require("fallback", attempt, signed, request, body)
                .invoke(
                        hook ->
                                LOG.warnf(
                                        "attemptId=%s fell back, code %s",
                                        hook.attempt().id(),
                                        hook.form().text("ErrorCode").orElse("none")))
                .map(hook -> Twiml.of(lines.apology(hook.attempt())));
    }

    @POST
    @Path("/twiml/connect-action")
    @Operation(summary = "What to do when the media stream has ended")
    public Uni<String> connectAction(
            @QueryParam("attempt") String attempt,
            @HeaderParam(GenuineWebhooks.SIGNATURE) String signed,
            @Context HttpServerRequest request,
            byte[] body) {
        return genuine.require("connect-action", attempt, signed, request, body)
                .invoke(LineWebhooks::noteError)
                .chain(hook -> lines.afterStream(hook.attempt(), over(hook)))
                .map(Twiml::of);
    }

    private static void noteError(Genuine hook) {
        hook.form()
                .text("StreamError")
                .ifPresent(
                        error ->
                                LOG.warnf(
                                        "attemptId=%s: the media stream broke: %s",
                                        hook.attempt().id(), error.replaceAll("[^\\w .:-]", "?")));
    }

    /// Twilio asks also when the callee hung up.
    private static boolean over(Genuine hook) {
        return hook.form()
                .text("CallStatus")
                .flatMap(ProviderStatus::of)
                .filter(ProviderStatus::over)
                .isPresent();
    }
}
