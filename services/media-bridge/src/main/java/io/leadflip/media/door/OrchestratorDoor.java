package io.leadflip.media.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadflip.contracts.door.StreamBrief;
import io.leadflip.contracts.door.StreamRedemption;
import io.leadflip.contracts.event.EventJson;
import io.leadflip.media.live.FaultText;
import io.leadflip.media.live.Orchestrator;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// Talks to call-orchestrator over its internal door. An opt-out and a hang-up may safely be asked
/// for twice, and are; a token cannot be redeemed twice, so that is asked once. An opt-out outlives
/// its call, and a refusal too: nobody is to be called again because the orchestrator was
/// restarting, or because a proxy or a wrong secret stood in the way.
@ApplicationScoped
class OrchestratorDoor implements Orchestrator {
    private static final Logger LOG = Logger.getLogger(OrchestratorDoor.class);
    private static final ObjectMapper JSON = EventJson.mapper();

    private final Vertx vertx;
    private final DoorConfig config;
    private final WebClient client;
    private final DoorToken token;
    private final Counter optOutsLost;
    private final Counter recordingStopsLost;
    private final AtomicInteger wishesWaiting;

    /// What must not be lost is counted from nought: an alarm sees no rise in a count that begins
    /// at one.
    OrchestratorDoor(Vertx vertx, DoorConfig config, MeterRegistry metrics) {
        this.vertx = vertx;
        this.config = config;
        this.token = new DoorToken(config.secret(), config.tokenLifetime(), InstantSource.system());
        this.optOutsLost = metrics.counter("leadflip.media.opt-outs.lost");
        this.recordingStopsLost = metrics.counter("leadflip.media.recording-stops.lost");
        this.wishesWaiting = metrics.gauge("leadflip.media.wishes.waiting", new AtomicInteger());
        this.client =
                WebClient.create(
                        vertx,
                        new WebClientOptions()
                                .setConnectTimeout((int) config.connectTimeout().toMillis())
                                .setMaxPoolSize(64));
    }

    /// A secret that cannot sign is found out now, not in the first call.
    void proveSecret(@Observes StartupEvent event) {
        token.current();
    }

    @Override
    public Future<StreamBrief> redeem(StreamRedemption redemption) {
        return post("/internal/streams/redemptions", json(redemption))
                .compose(OrchestratorDoor::brief);
    }

    @Override
    public Future<Void> optOut(UUID attemptId, String heardBy) {
        JsonObject body = new JsonObject().put("heardBy", heardBy);
        Supplier<Future<HttpResponse<Buffer>>> request =
                () -> post(attempt(attemptId, "opt-outs"), body.toBuffer());
        wishesWaiting.incrementAndGet();
        return repeated(request, config.tries())
                .onSuccess(committed -> wishesWaiting.decrementAndGet())
                .onFailure(failure -> optOutFailed(attemptId, request, failure, config.tries()));
    }

    private void optOutFailed(
            UUID attemptId,
            Supplier<Future<HttpResponse<Buffer>>> request,
            Throwable failure,
            int asked) {
        if (asked >= config.optOutTries()) {
            wishesWaiting.decrementAndGet();
            optOutsLost.increment();
            LOG.errorf(
                    "An opt-out was heard and is not committed: attemptId=%s %s",
                    attemptId, FaultText.of(failure));
            return;
        }
        vertx.setTimer(
                config.optOutRetryAfter().toMillis(),
                id ->
                        request.get()
                                .onSuccess(committed -> wishesWaiting.decrementAndGet())
                                .onFailure(
                                        again ->
                                                optOutFailed(
                                                        attemptId, request, again, asked + 1)));
    }

    @Override
    public int wishesWaiting() {
        return wishesWaiting.get();
    }

    @Override
    public Future<String> answeredBy(UUID attemptId) {
        return client.getAbs(url(attempt(attemptId, "answered-by")))
                .bearerTokenAuthentication(token.current())
                .timeout(config.readTimeout().toMillis())
                .send()
                .compose(OrchestratorDoor::accepted)
                .map(answer -> answer.bodyAsJsonObject().getString("answeredBy"));
    }

    @Override
    public Future<Boolean> requestHuman(UUID attemptId) {
        return answered(
                        () ->
                                post(
                                        attempt(attemptId, "human-requests"),
                                        new JsonObject().toBuffer()),
                        config.tries())
                .map(OrchestratorDoor::transfers);
    }

    /// An older orchestrator answers without a body: somebody calls back.
    private static boolean transfers(HttpResponse<Buffer> answer) {
        return answer.statusCode() == 200
                && answer.bodyAsJsonObject().getBoolean("transfer", false);
    }

    @Override
    public Future<Boolean> allowRecording(
            UUID attemptId, String heardBy, long noticeHeardMs, long affirmedMs) {
        JsonObject body =
                new JsonObject()
                        .put("heardBy", heardBy)
                        .put("noticeHeardMs", noticeHeardMs)
                        .put("affirmedMs", affirmedMs);
        return answered(
                        () -> post(attempt(attemptId, "recording"), body.toBuffer()),
                        config.tries())
                .map(answer -> answer.bodyAsJsonObject().getBoolean("recorded", false));
    }

    @Override
    public Future<Void> stopRecording(UUID attemptId) {
        Supplier<Future<HttpResponse<Buffer>>> request =
                () -> post(attempt(attemptId, "recording/stop"), new JsonObject().toBuffer());
        wishesWaiting.incrementAndGet();
        return repeated(request, config.tries())
                .onSuccess(stopped -> wishesWaiting.decrementAndGet())
                .onFailure(failure -> stopFailed(attemptId, request, failure, config.tries()));
    }

    private void stopFailed(
            UUID attemptId,
            Supplier<Future<HttpResponse<Buffer>>> request,
            Throwable failure,
            int asked) {
        if (asked >= config.optOutTries()) {
            wishesWaiting.decrementAndGet();
            recordingStopsLost.increment();
            LOG.errorf(
                    "A recording was to be stopped and is not: attemptId=%s %s",
                    attemptId, FaultText.of(failure));
            return;
        }
        vertx.setTimer(
                config.optOutRetryAfter().toMillis(),
                id ->
                        request.get()
                                .onSuccess(stopped -> wishesWaiting.decrementAndGet())
                                .onFailure(
                                        again -> stopFailed(attemptId, request, again, asked + 1)));
    }

    /// Asked once: a late answer is none.
    @Override
    public Future<String> advice(UUID attemptId, String question) {
        JsonObject body = new JsonObject().put("question", question);
        return post(attempt(attemptId, "advice"), body.toBuffer(), config.adviceTimeout())
                .map(
                        answer ->
                                answer.statusCode() == 204
                                        ? null
                                        : answer.bodyAsJsonObject().getString("advice"));
    }

    private String url(String path) {
        return config.peers().callOrchestrator().resolve(path).toString();
    }

    @Override
    public Future<Void> hangUp(UUID attemptId, String reason) {
        JsonObject body = new JsonObject().put("reason", reason);
        return repeated(
                () -> post(attempt(attemptId, "hang-ups"), body.toBuffer()), config.tries());
    }

    @Override
    public Future<Void> appointment(UUID attemptId, String start, String note) {
        JsonObject body = new JsonObject().put("start", start).put("note", note);
        return post(attempt(attemptId, "appointments"), body.toBuffer()).mapEmpty();
    }

    private static String attempt(UUID attemptId, String what) {
        return "/internal/attempts/" + attemptId + "/" + what;
    }

    private Future<HttpResponse<Buffer>> post(String path, Buffer body) {
        return post(path, body, config.readTimeout());
    }

    private Future<HttpResponse<Buffer>> post(String path, Buffer body, Duration within) {
        return client.postAbs(url(path))
                .bearerTokenAuthentication(token.current())
                .putHeader("Content-Type", "application/json")
                .timeout(within.toMillis())
                .sendBuffer(body)
                .compose(OrchestratorDoor::accepted);
    }

    private static Future<HttpResponse<Buffer>> accepted(HttpResponse<Buffer> response) {
        int status = response.statusCode();
        if (status >= 200 && status < 300) {
            return Future.succeededFuture(response);
        }
        return Future.failedFuture(
                status >= 400 && status < 500
                        ? new Refused(status)
                        : new IllegalStateException("The orchestrator answered " + status));
    }

    private Future<Void> repeated(Supplier<Future<HttpResponse<Buffer>>> request, int tries) {
        return answered(request, tries).mapEmpty();
    }

    private Future<HttpResponse<Buffer>> answered(
            Supplier<Future<HttpResponse<Buffer>>> request, int tries) {
        return request.get()
                .recover(
                        failure ->
                                tries <= 1 || failure instanceof Refused
                                        ? Future.failedFuture(failure)
                                        : pause().compose(nothing -> answered(request, tries - 1)));
    }

    private Future<Void> pause() {
        Promise<Void> over = Promise.promise();
        vertx.setTimer(config.retryAfter().toMillis(), id -> over.complete());
        return over.future();
    }

    private static Future<StreamBrief> brief(HttpResponse<Buffer> response) {
        try {
            return Future.succeededFuture(
                    JSON.readValue(response.body().getBytes(), StreamBrief.class));
        } catch (IOException e) {
            return Future.failedFuture(new IllegalStateException("The brief cannot be read", e));
        }
    }

    private static Buffer json(Object value) {
        try {
            return Buffer.buffer(JSON.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A request could not be written", e);
        }
    }
}
