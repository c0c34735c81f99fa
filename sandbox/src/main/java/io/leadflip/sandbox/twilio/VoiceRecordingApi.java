package io.leadflip.sandbox.twilio;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/// The recordings resource of a call (create, list, fetch, update, delete) and that of the account
/// (fetch, delete).
final class VoiceRecordingApi {
    private static final String ACCOUNT = "/2010-04-01/Accounts/:account";
    private static final String OF_CALL = ACCOUNT + "/Calls/:call/Recordings";
    private static final String OF_ACCOUNT = ACCOUNT + "/Recordings/:recording";
    private static final int NOT_ELIGIBLE = 21220;
    private static final int BAD_ARGUMENT = 20001;
    private static final Set<String> EVENTS = Set.of("in-progress", "completed", "absent");

    private final Rest rest;
    private final Calls calls;
    private final VoiceRecordings recordings;

    VoiceRecordingApi(Rest rest, Calls calls, VoiceRecordings recordings) {
        this.rest = rest;
        this.calls = calls;
        this.recordings = recordings;
    }

    void mount(Router router) {
        router.post(OF_CALL + ".json").handler(rest::authenticate).handler(this::create);
        router.get(OF_CALL + ".json").handler(rest::authenticate).handler(this::list);
        router.post(OF_CALL + "/:recording")
                .handler(rest::authenticate)
                .handler(context -> with(context, this::update));
        for (String path : List.of(OF_CALL + "/:recording", OF_ACCOUNT)) {
            router.get(path)
                    .handler(rest::authenticate)
                    .handler(
                            context ->
                                    with(
                                            context,
                                            (request, recording) ->
                                                    Rest.send(request, 200, recording.json())));
            router.delete(path)
                    .handler(rest::authenticate)
                    .handler(context -> with(context, this::delete));
        }
    }

    private void create(RoutingContext context) {
        Optional<Call> call = calls.find(context.pathParam("call"));
        Form form = Form.of(context.request().formAttributes());
        Optional<TwilioError> broken = check(form);
        if (call.isEmpty()) {
            rest.notFound(context);
        } else if (broken.isPresent()) {
            rest.refuse(context, broken.get());
        } else if (call.get().status() != CallStatus.IN_PROGRESS) {
            rest.refuse(
                    context,
                    TwilioError.badRequest(
                            NOT_ELIGIBLE, "Requested resource is not eligible for recording"));
        } else {
            rest.create(
                    context,
                    TwilioFaults.Resource.RECORDINGS,
                    () -> recordings.begin(call.get(), form).json());
        }
    }

    private static Optional<TwilioError> check(Form form) {
        boolean hook =
                form.text("RecordingStatusCallback").map(Webhook::valid).orElse(true)
                        && EVENTS.containsAll(form.all("RecordingStatusCallbackEvent"));
        boolean channels =
                form.text("RecordingChannels").map(Set.of("mono", "dual")::contains).orElse(true);
        return hook && channels
                ? Optional.empty()
                : Optional.of(
                        TwilioError.badRequest(
                                BAD_ARGUMENT, "An argument of the recording is not valid"));
    }

    private void list(RoutingContext context) {
        String call = context.pathParam("call");
        if (calls.find(call).isEmpty()) {
            rest.notFound(context);
            return;
        }
        List<JsonObject> found = recordings.of(call).stream().map(VoiceRecording::json).toList();
        Rest.send(context, 200, Page.asked(context).of("recordings", found, context));
    }

    private void with(RoutingContext context, BiConsumer<RoutingContext, VoiceRecording> work) {
        String call = context.pathParam("call");
        recordings
                .find(context.pathParam("recording").replaceFirst("\\.json$", ""))
                .filter(recording -> call == null || recording.callSid().equals(call))
                .ifPresentOrElse(
                        recording -> work.accept(context, recording), () -> rest.notFound(context));
    }

    private void update(RoutingContext context, VoiceRecording recording) {
        Form form = Form.of(context.request().formAttributes());
        if (form.text("Status").filter("stopped"::equals).isEmpty()) {
            rest.refuse(context, TwilioError.badRequest(BAD_ARGUMENT, "Status must be stopped"));
        } else if (recordings.end(recording)) {
            Rest.send(context, 200, recording.json().put("status", "stopped"));
        } else {
            rest.refuse(
                    context, TwilioError.badRequest(NOT_ELIGIBLE, "Recording is not in-progress"));
        }
    }

    /// Twilio keeps what it still records.
    private void delete(RoutingContext context, VoiceRecording recording) {
        if (recording.goesOn()) {
            rest.refuse(
                    context,
                    TwilioError.badRequest(NOT_ELIGIBLE, "Recording is still in-progress"));
        } else {
            recordings.delete(recording);
            context.response().setStatusCode(204).end();
        }
    }
}
