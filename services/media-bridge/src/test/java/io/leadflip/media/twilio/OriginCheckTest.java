package io.leadflip.media.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.media.live.BridgeConfig;
import io.leadflip.media.live.Configs;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A public address that leads to somebody else.
class OriginCheckTest {
    private static final HttpServerStart LISTENING = new HttpServerStart(new HttpServerOptions());

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    private void refuses(HttpServerRequest request) {
        asked.incrementAndGet();
        request.response().setStatusCode(404).end();
    }

    /// Whoever it is, it closes the stream for a reason of its own.
    private void closes(HttpServerRequest request) {
        asked.incrementAndGet();
        request.toWebSocket().onSuccess(socket -> socket.close((short) 1008, "who-are-you"));
    }

    private OriginCheck check(int port, boolean selfTest) {
        return new OriginCheck(
                vertx,
                Configs.of(
                        BridgeConfig.class,
                        Map.of(
                                "leadflip.bridge.self-test",
                                Boolean.toString(selfTest),
                                "leadflip.bridge.self-test-again",
                                "5ms")),
                Configs.of(
                        TwilioConfig.class,
                        Map.of(
                                "leadflip.twilio.account-sid",
                                "AC1",
                                "leadflip.twilio.auth-token",
                                "secret",
                                "leadflip.twilio.media-origin",
                                "ws://127.0.0.1:" + port)),
                meters);
    }

    private int server(Handler<HttpServerRequest> answer) throws Exception {
        return vertx.createHttpServer()
                .requestHandler(answer)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS)
                .actualPort();
    }

    private double counted(String result) {
        return meters.find("leadflip.media.origin.checks").tag("result", result).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Test
    void shouldTryAgainWithinABoundWhenNoStreamIsLetIn() throws Exception {
        // When
        check(server(this::refuses), true).start(LISTENING);
        // Then
        await().atMost(Duration.ofSeconds(10)).until(() -> counted("missed") == OriginCheck.TRIES);
        await().during(Duration.ofMillis(200)).until(() -> asked.get() == OriginCheck.TRIES);
        assertThat(counted("reached")).isZero();
    }

    @Test
    void shouldNotTakeAnyRefusalForOurs() throws Exception {
        // When
        check(server(this::closes), true).start(LISTENING);
        // Then
        await().atMost(Duration.ofSeconds(10)).until(() -> counted("missed") > 0);
        assertThat(counted("reached")).isZero();
    }

    @Test
    void shouldTryNothingWithoutTheSelfTest() throws Exception {
        // When
        check(server(this::refuses), false).start(LISTENING);
        // Then
        await().during(Duration.ofMillis(200)).until(() -> asked.get() == 0);
    }
}
