package io.leadflip.sandbox.openai;

import io.leadflip.sandbox.SandboxSettings;
import io.leadflip.sandbox.ledger.Ledger;
import io.leadflip.sandbox.speech.Voices;
import io.vertx.core.Vertx;
import io.vertx.core.json.DecodeException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/// Stands in for OpenAI: text to speech, the Realtime API in its GA dialect and GPT-Live, both with
/// ears, a voice and a modest mind.
///
/// What it does wrong on purpose is set through [OpenAiFaults], in Java or by `POST
/// /__sandbox/faults/openai`.
public final class OpenAiSandbox {
    private static final int LARGEST_BODY = 64 * 1024;

    private final OpenAiFaults faults = new OpenAiFaults();
    private final ApiKey key;
    private final RealtimeEndpoint realtime;
    private final LiveEndpoint live;
    private final SpeechEndpoint speech;

    public OpenAiSandbox(Vertx vertx, Ledger ledger, Voices voices, SandboxSettings settings) {
        key = new ApiKey(settings.credentials().openAiKey(), ledger);
        realtime = new RealtimeEndpoint(vertx, ledger, voices, faults, settings.clockRate());
        live = new LiveEndpoint(vertx, ledger, voices, faults, settings.clockRate());
        speech = new SpeechEndpoint(vertx, ledger, voices);
    }

    public void mount(Router router) {
        router.get("/v1/realtime").handler(key::check).handler(realtime::connect);
        router.get("/v1/live/sessions").handler(key::check).handler(live::connect);
        router.post("/v1/audio/speech")
                .handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY))
                .handler(key::check)
                .handler(speech::speak);
        router.post("/__sandbox/faults/openai")
                .handler(BodyHandler.create(false))
                .handler(this::arm);
    }

    public OpenAiFaults faults() {
        return faults;
    }

    /// How many sessions are open, of either kind.
    public int liveSessions() {
        return realtime.live() + live.live();
    }

    private void arm(RoutingContext context) {
        try {
            faults.apply(context.body().asJsonObject());
            context.response().setStatusCode(204).end();
        } catch (DecodeException | ClassCastException | NullPointerException e) {
            context.response().setStatusCode(400).end("Expected the faults as a JSON object.");
        }
    }
}
