package io.leadflip.sandbox.openai;

import io.leadflip.sandbox.SandboxSettings;
import io.leadflip.sandbox.ledger.Ledger;
import io.leadflip.sandbox.speech.Voices;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.util.concurrent.TimeUnit;

/// One provider on a free port.
final class OpenAiFixture implements AutoCloseable {
    static final Voices VOICES = new Voices();
    static final String KEY = "sandbox-openai-key";

    final Vertx vertx = Vertx.vertx();
    final Ledger ledger = Ledger.inMemory();
    final OpenAiSandbox sandbox =
            new OpenAiSandbox(vertx, ledger, VOICES, SandboxSettings.defaults());
    final int port;

    OpenAiFixture() throws Exception {
        Router router = Router.router(vertx);
        sandbox.mount(router);
        HttpServer server =
                vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1"))
                        .requestHandler(router)
                        .listen(0)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS);
        port = server.actualPort();
    }

    RealtimeClient connect() throws Exception {
        return RealtimeClient.connect(vertx, port, KEY);
    }

    /// A telephone session as the media bridge configures one.
    RealtimeClient telephone(JsonArray tools) throws Exception {
        RealtimeClient client = connect();
        client.await("session.created");
        JsonObject pcmu = new JsonObject().put("type", "audio/pcmu");
        client.configure(
                new JsonObject()
                        .put(
                                "instructions",
                                "You call for a firm.\nBusiness: Hoosier Plumbing\nConsumer need: a leaking water heater\nLocal time: 2026-11-23T13:20")
                        .put("tools", tools)
                        .put(
                                "audio",
                                new JsonObject()
                                        .put(
                                                "input",
                                                new JsonObject()
                                                        .put("format", pcmu)
                                                        .put(
                                                                "transcription",
                                                                new JsonObject()
                                                                        .put("model", "whisper-1"))
                                                        .put(
                                                                "turn_detection",
                                                                new JsonObject()
                                                                        .put("type", "server_vad")
                                                                        .put(
                                                                                "silence_duration_ms",
                                                                                500)))
                                        .put(
                                                "output",
                                                new JsonObject()
                                                        .put("format", pcmu.copy())
                                                        .put("voice", "marin"))));
        return client;
    }

    @Override
    public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        ledger.close();
    }
}
