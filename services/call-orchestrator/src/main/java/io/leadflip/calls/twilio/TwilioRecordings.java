package io.leadflip.calls.twilio;

import io.leadflip.calls.dialing.DialingSettings;
import io.leadflip.calls.recording.Recorder;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.MultiMap;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Twilio's recordings resource of a call. Addresses and ids of recordings are never logged.
@ApplicationScoped
class TwilioRecordings implements Recorder {
    private static final Logger LOG = Logger.getLogger(TwilioRecordings.class);
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY_REQUESTS = 429;

    /// Says something of our account, nothing of the recording.
    private static final int UNAUTHORIZED = 401;

    /// "Recording is not in-progress": over already.
    private static final int NOT_IN_PROGRESS = 21220;

    private final TwilioRest rest;
    private final URI origin;

    TwilioRecordings(TwilioRest rest, DialingSettings dialing) {
        this.rest = rest;
        this.origin = dialing.publicOrigin();
    }

    @Override
    public Uni<Start> start(String callSid, UUID attemptId) {
        return rest.post("Calls/" + callSid + "/Recordings.json")
                .sendForm(form(attemptId))
                .map(TwilioRecordings::start)
                .onFailure()
                .recoverWithItem(TwilioRecordings::unanswered);
    }

    private MultiMap form(UUID attemptId) {
        MultiMap form =
                MultiMap.caseInsensitiveMultiMap()
                        .add("RecordingChannels", "dual")
                        .add("Trim", "do-not-trim")
                        .add(
                                "RecordingStatusCallback",
                                origin + "/api/webhooks/twilio/recording?attempt=" + attemptId)
                        .add("RecordingStatusCallbackMethod", "POST");
        List.of("in-progress", "completed", "absent")
                .forEach(event -> form.add("RecordingStatusCallbackEvent", event));
        return form;
    }

    private static Start start(HttpResponse<Buffer> response) {
        int status = response.statusCode();
        if (status == TOO_MANY_REQUESTS || status == UNAUTHORIZED) {
            return new Start.NotNow();
        }
        if (TwilioRest.refused(status)) {
            return new Start.Refused(TwilioRest.code(response));
        }
        return status < 300 ? started(response) : new Start.InDoubt();
    }

    /// An answer of success that cannot be read still means that Twilio records.
    private static Start started(HttpResponse<Buffer> response) {
        try {
            String sid = response.bodyAsJsonObject().getString("sid");
            return sid == null ? new Start.InDoubt() : new Start.Started(sid);
        } catch (RuntimeException unreadable) {
            return new Start.InDoubt();
        }
    }

    private static Start unanswered(Throwable failure) {
        LOG.warnf("Twilio did not answer: %s", failure.getClass().getSimpleName());
        return TwilioRest.neverSent(failure) ? new Start.NotNow() : new Start.InDoubt();
    }

    /// A call that is gone has none.
    @Override
    public Uni<List<ProviderRecording>> of(String callSid) {
        return rest.get("Calls/" + callSid + "/Recordings.json")
                .addQueryParam("PageSize", "50")
                .send()
                .map(
                        response ->
                                response.statusCode() == NOT_FOUND
                                        ? List.of()
                                        : TwilioRest.expected(response, 200)
                                                .getJsonArray("recordings")
                                                .stream()
                                                .map(JsonObject.class::cast)
                                                .map(TwilioRecordings::recording)
                                                .toList());
    }

    private static ProviderRecording recording(JsonObject json) {
        String duration = json.getString("duration");
        return new ProviderRecording(
                json.getString("sid"),
                progress(json.getString("status")).orElse(Progress.GOES_ON),
                duration == null || !duration.matches("\\d{1,9}") ? 0 : Integer.parseInt(duration));
    }

    /// Empty for a word that is none of Twilio's.
    static Optional<Progress> progress(String status) {
        return switch (status == null ? "" : status) {
            case "in-progress", "paused", "stopped", "processing" -> Optional.of(Progress.GOES_ON);
            case "completed" -> Optional.of(Progress.COMPLETED);
            case "absent", "failed" -> Optional.of(Progress.ABSENT);
            default -> Optional.empty();
        };
    }

    @Override
    public Uni<Void> stop(String callSid, String sid) {
        return rest.post("Calls/" + callSid + "/Recordings/" + sid + ".json")
                .sendForm(MultiMap.caseInsensitiveMultiMap().add("Status", "stopped"))
                .invoke(
                        response -> {
                            if (response.statusCode() != NOT_FOUND
                                    && TwilioRest.code(response) != NOT_IN_PROGRESS) {
                                TwilioRest.expected(response, 200);
                            }
                        })
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> delete(String sid) {
        return rest.delete("Recordings/" + sid + ".json")
                .send()
                .invoke(
                        response -> {
                            int status = response.statusCode();
                            if (status != NOT_FOUND && (status < 200 || status >= 300)) {
                                throw new IllegalStateException(
                                        "Twilio answered "
                                                + status
                                                + ", code "
                                                + TwilioRest.code(response));
                            }
                        })
                .replaceWithVoid();
    }
}
