package io.leadflip.calls.twilio;

import io.leadflip.calls.dialing.DialingSettings;
import io.leadflip.calls.dialing.ProviderStatus;
import io.leadflip.calls.ending.BusinessLeg;
import io.leadflip.calls.ending.EndLine;
import io.leadflip.calls.ending.Instruction;
import io.leadflip.calls.ending.Voice;
import io.leadflip.calls.recording.RecordCalls;
import io.leadflip.calls.recording.Recorder.ProviderRecording;
import io.leadflip.calls.twilio.GenuineWebhooks.Genuine;
import io.leadflip.calls.twilio.Twiml.LegUrls;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;

/// Where Twilio asks what to do with a line that no media stream holds: it never came, or is over;
/// and where it reports on the leg to a business that such a line was put through to.
@Path("/api")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_XML)
class LineWebhooks {
    private static final Logger LOG = Logger.getLogger(LineWebhooks.class);

    private final GenuineWebhooks genuine;
    private final EndLine lines;
    private final BusinessLeg legs;
    private final Voice voice;
    private final RecordCalls recordings;
    private final URI origin;

    LineWebhooks(
            GenuineWebhooks genuine,
            EndLine lines,
            BusinessLeg legs,
            Voice voice,
            RecordCalls recordings,
            DialingSettings dialing) {
        this.genuine = genuine;
        this.lines = lines;
        this.legs = legs;
        this.voice = voice;
        this.recordings = recordings;
        this.origin = dialing.publicOrigin();
    }

    @POST
    @Path("/twiml/fallback")
    @Operation(summary = "What to do when the instruction document could not be had")
    public Uni<String> fallback(@BeanParam SignedRequest signed, byte[] body) {
        return genuine.require("fallback", signed, body)
                .invoke(
                        hook ->
                                LOG.warnf(
                                        "attemptId=%s fell back, code %s",
                                        hook.attempt().id(),
                                        hook.form().text("ErrorCode").orElse("none")))
                .map(hook -> document(hook, voice.apology(hook.attempt())));
    }

    @POST
    @Path("/twiml/connect-action")
    @Operation(summary = "What to do when the media stream has ended")
    public Uni<String> connectAction(@BeanParam SignedRequest signed, byte[] body) {
        return genuine.require("connect-action", signed, body)
                .invoke(LineWebhooks::noteError)
                .chain(
                        hook ->
                                lines.afterStream(hook.attempt(), over(hook))
                                        .map(next -> document(hook, next)));
    }

    private String document(Genuine hook, Instruction next) {
        String query = "?attempt=" + hook.attempt().id();
        return Twiml.of(
                next,
                new LegUrls(
                        origin + "/api/twiml/transfer-action" + query,
                        origin + "/api/twiml/transfer-briefing" + query,
                        origin + "/api/webhooks/twilio/transfer" + query));
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

    @POST
    @Path("/twiml/transfer-briefing")
    @Operation(summary = "What the business hears before a consumer is put through to it")
    public Uni<String> briefing(@BeanParam SignedRequest signed, byte[] body) {
        return genuine.requireOfLeg("transfer-briefing", signed, body)
                .chain(
                        hook ->
                                legs.answered(hook.attempt())
                                        .map(words -> words.map(it -> Twiml.ask(it, taking(hook)))))
                .map(document -> document.orElseGet(Twiml::hangUp));
    }

    private String taking(Genuine hook) {
        return origin + "/api/twiml/transfer-taking?attempt=" + hook.attempt().id();
    }

    @POST
    @Path("/twiml/transfer-taking")
    @Operation(summary = "What to do when somebody at the business has pressed a key")
    public Uni<String> taking(@BeanParam SignedRequest signed, byte[] body) {
        return genuine.requireOfLeg("transfer-taking", signed, body)
                .chain(hook -> legs.taken(hook.attempt(), hook.form().text("Digits").orElse("")))
                .map(taken -> taken ? Twiml.goOn() : Twiml.hangUp());
    }

    @POST
    @Path("/twiml/transfer-action")
    @Operation(summary = "What to do when the business's leg is over, or nobody came")
    public Uni<String> transferAction(@BeanParam SignedRequest signed, byte[] body) {
        return genuine.require("transfer-action", signed, body)
                .chain(
                        hook ->
                                legs.over(hook.attempt(), end(hook), over(hook))
                                        .map(next -> document(hook, next)));
    }

    /// `answered` is what Twilio says of a leg that is over and was answered, too.
    private static BusinessLeg.End end(Genuine hook) {
        ProviderStatus status =
                hook.form()
                        .text("DialCallStatus")
                        .flatMap(
                                word ->
                                        word.equals("answered")
                                                ? Optional.of(ProviderStatus.COMPLETED)
                                                : ProviderStatus.of(word))
                        .orElseThrow(
                                () ->
                                        new Problem(
                                                ProblemType.BAD_REQUEST,
                                                "DialCallStatus is missing or unknown."));
        boolean bridged = hook.form().text("DialBridged").filter("false"::equals).isEmpty();
        return new BusinessLeg.End(
                status, bridged, hook.form().number("DialCallDuration").orElse(0));
    }

    @POST
    @Path("/webhooks/twilio/transfer")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "How the business's leg stands")
    public Uni<Void> transfer(@BeanParam SignedRequest signed, byte[] body) {
        return genuine.requireOfLeg("transfer", signed, body)
                .chain(
                        hook ->
                                legs.reported(
                                        hook.attempt(),
                                        hook.form()
                                                .text("CallStatus")
                                                .flatMap(ProviderStatus::of)
                                                .orElseThrow(
                                                        () ->
                                                                new Problem(
                                                                        ProblemType.BAD_REQUEST,
                                                                        "CallStatus is missing or unknown.")),
                                        hook.form().number("CallDuration").orElse(0)));
    }

    @POST
    @Path("/webhooks/twilio/recording")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "How a recording stands")
    public Uni<Void> recording(@BeanParam SignedRequest signed, byte[] body) {
        return genuine.require("recording", signed, body)
                .chain(hook -> recordings.reported(hook.attempt(), report(hook)));
    }

    private static ProviderRecording report(Genuine hook) {
        return hook.form()
                .text("RecordingSid")
                .filter(sid -> sid.matches("RE[0-9a-f]{32}"))
                .flatMap(
                        sid ->
                                hook.form()
                                        .text("RecordingStatus")
                                        .flatMap(TwilioRecordings::progress)
                                        .map(
                                                progress ->
                                                        new ProviderRecording(
                                                                sid,
                                                                progress,
                                                                hook.form()
                                                                        .number("RecordingDuration")
                                                                        .orElse(0))))
                .orElseThrow(
                        () ->
                                new Problem(
                                        ProblemType.BAD_REQUEST,
                                        "RecordingSid or RecordingStatus is missing or unknown."));
    }
}
