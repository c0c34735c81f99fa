package io.leadflip.media.live;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// The bridge's outside: call-orchestrator's door, the speech service and the voice model, on one
/// port.
final class Peers implements AutoCloseable {
    /// @param path behind `/internal/`
    record Asked(String path, String authorization, JsonObject body) {}

    static final byte[] SEAL_KEY = new byte[32];
    private static final int PCM_BYTES_PER_MS = 48;

    final UUID leadId = UUID.randomUUID();
    final UUID callId = UUID.randomUUID();
    final UUID attemptId = UUID.randomUUID();
    final List<Asked> asked = new CopyOnWriteArrayList<>();
    final FakeModel model;
    volatile int redemptionStatus = 200;
    volatile int optOutStatus = 204;
    volatile int recordingStopStatus = 204;
    volatile String opening = "This is the AI assistant of LeadFlip, calling for Able Plumbing.";
    volatile String sealKey = Base64.getEncoder().encodeToString(SEAL_KEY);
    volatile int openingMs = 400;
    volatile String answeredBy;
    volatile boolean transfers;
    volatile boolean asksToRecord;
    private final HttpServer server;

    Peers(Vertx vertx, int port) throws Exception {
        model = new FakeModel(vertx);
        server =
                vertx.createHttpServer()
                        .requestHandler(this::route)
                        .listen(port, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(5, TimeUnit.SECONDS);
    }

    int port() {
        return server.actualPort();
    }

    List<Asked> asked(String ending) {
        return asked.stream().filter(each -> each.path.endsWith(ending)).toList();
    }

    private void route(HttpServerRequest request) {
        switch (request.path()) {
            case "/v1/realtime" -> model.accept(request);
            case "/v1/audio/speech" ->
                    request.body().onSuccess(body -> speak(request, body.toJsonObject()));
            default -> answer(request);
        }
    }

    /// The orchestrator's door alone.
    void answer(HttpServerRequest request) {
        request.body().onSuccess(body -> door(request, body));
    }

    private void speak(HttpServerRequest request, JsonObject wanted) {
        int ms = wanted.getString("input").startsWith("This is") ? openingMs : 200;
        request.response().end(Buffer.buffer(new byte[ms * PCM_BYTES_PER_MS]));
    }

    private void door(HttpServerRequest request, Buffer body) {
        if (request.method() == HttpMethod.GET) {
            request.response()
                    .putHeader("Content-Type", "application/json")
                    .end(new JsonObject().put("answeredBy", answeredBy).encode());
            return;
        }
        asked.add(
                new Asked(request.path(), request.getHeader("Authorization"), body.toJsonObject()));
        if (request.path().endsWith("/opt-outs")) {
            request.response().setStatusCode(optOutStatus).end();
        } else if (request.path().endsWith("/recording/stop")) {
            request.response().setStatusCode(recordingStopStatus).end();
        } else if (request.path().endsWith("/human-requests")) {
            request.response()
                    .putHeader("Content-Type", "application/json")
                    .end(new JsonObject().put("transfer", transfers).encode());
        } else if (request.path().endsWith("/recording")) {
            request.response()
                    .putHeader("Content-Type", "application/json")
                    .end(new JsonObject().put("recorded", true).encode());
        } else if (!request.path().endsWith("/redemptions")) {
            request.response()
                    .setStatusCode(request.path().endsWith("/hang-ups") ? 202 : 204)
                    .end();
        } else if (redemptionStatus == 200) {
            request.response()
                    .putHeader("Content-Type", "application/json")
                    .end(brief().toBuffer());
        } else {
            request.response().setStatusCode(redemptionStatus).end();
        }
    }

    /// An older orchestrator says nothing about recording.
    private JsonObject brief() {
        JsonObject brief = plainBrief();
        return asksToRecord ? brief.put("asksToRecord", true) : brief;
    }

    private JsonObject plainBrief() {
        return new JsonObject()
                .put("leadId", leadId.toString())
                .put("callId", callId.toString())
                .put("attemptId", attemptId.toString())
                .put("purpose", "qualify_lead")
                .put("sealKey", sealKey)
                .put("language", "en-US")
                .put("opening", opening)
                .put("optOutConfirmation", "You will not be called again. Goodbye.")
                .put("goodbye", "Thank you. Goodbye.")
                .put("instructions", "Business: Able Plumbing\nConsumer need: a leaking tap")
                .put("maxSeconds", 120)
                .put(
                        "standby",
                        new JsonObject()
                                .put("apology", "We are sorry. Goodbye.")
                                .put("oneMoment", "One moment.")
                                .put("voicemail", "A message from LeadFlip.")
                                .put("screened", "LeadFlip for Able Plumbing."));
    }

    @Override
    public void close() throws Exception {
        server.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }
}
