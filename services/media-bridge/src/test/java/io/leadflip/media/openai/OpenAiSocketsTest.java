package io.leadflip.media.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leadflip.media.bridge.ModelEvent;
import io.leadflip.media.live.Configs;
import io.netty.channel.ChannelConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A provider whose machine is there and says nothing: its system acknowledges what is sent, and
/// nobody answers.
class OpenAiSocketsTest {
    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger pings = new AtomicInteger();
    private volatile WebSocket opened;
    private volatile ChannelConfig reading;
    private volatile boolean answers = true;
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        // Vert.x never cancels the handshake's timer when that is the very first one, number 0.
        vertx.cancelTimer(vertx.setTimer(1_000, never -> {}));
        server =
                vertx.createHttpServer()
                        .requestHandler(this::accept)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(5, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        if (reading != null) {
            reading.setAutoRead(true);
        }
        vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    private void accept(HttpServerRequest request) {
        request.toWebSocket().onSuccess(socket -> accepted(request, socket));
    }

    private void accepted(HttpServerRequest request, ServerWebSocket socket) {
        socket.frameHandler(
                frame -> {
                    if (frame.isPing()) {
                        pings.incrementAndGet();
                    }
                });
        reading = ((ConnectionBase) request.connection()).channel().config();
        reading.setAutoRead(answers);
    }

    private OpenAiConfig account(Map<String, String> values) {
        var all =
                new HashMap<>(
                        Map.of(
                                "leadflip.openai.api-key",
                                "k",
                                "leadflip.openai.base-url",
                                "http://127.0.0.1:" + server.actualPort(),
                                "leadflip.openai.ping-every",
                                "1s",
                                "leadflip.openai.pong-within",
                                "1s"));
        all.putAll(values);
        return Configs.of(OpenAiConfig.class, all);
    }

    private void connect() {
        var sockets = new OpenAiSockets(vertx, account(Map.of()));
        vertx.getOrCreateContext()
                .runOnContext(nothing -> sockets.connect("/v1/realtime", new Heard()));
        until(() -> opened != null);
    }

    private static void until(Callable<Boolean> condition) {
        await().pollInterval(Duration.ofMillis(20)).atMost(Duration.ofSeconds(20)).until(condition);
    }

    /// Thread: daintree#9334
    @Test
    void shouldNoticeAModelThatAnswersNothingMore() {
        // Given
        answers = false;
        // When
        connect();
        // Then
        until(() -> lost.get() == 1);
        assertThat(opened.isClosed()).isFalse();
    }

    @Test
    void shouldAskAModelThatAnswersAgainAndAgain() {
        // When
        connect();
        // Then
        until(() -> pings.get() >= 3);
        assertThat(lost.get()).isZero();
    }

    @Test
    void shouldNotAskOftenerOrSeldomerThanMakesSense() {
        for (var name : List.of("ping-every", "pong-within")) {
            for (var value : List.of("0s", "-1s", "999ms", "61s")) {
                var account = account(Map.of("leadflip.openai." + name, value));
                assertThatThrownBy(() -> new OpenAiSockets(vertx, account))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("leadflip.openai." + name);
            }
        }
    }

    private final class Heard implements OpenAiSockets.Listener {
        @Override
        public void opened(WebSocket socket) {
            opened = socket;
        }

        @Override
        public void received(String text) {}

        @Override
        public void refused(ModelEvent.Refused refusal) {}

        @Override
        public void lost() {
            lost.incrementAndGet();
        }
    }
}
