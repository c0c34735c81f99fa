package io.leadflip.media.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.contracts.event.Domain;
import io.leadflip.contracts.event.EventStreams;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import io.quarkus.test.junit.main.QuarkusMainTest;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisAPI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/// The service with its own main method, told to stop by the signal that stops it everywhere.
@QuarkusMainTest
@TestProfile(SigtermTest.Hurried.class)
class SigtermTest {
    public static final class Hurried implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("leadflip.bridge.drain-grace", "300ms");
        }
    }

    private static final Signal TERM = new Signal("TERM");

    private final Map<String, String> config = new PeersResource().start();
    private Vertx outside;
    private Peers peers;
    private SignalHandler usual;

    /// A signal that comes before the service listens to it must not end the tests.
    @BeforeEach
    void start() throws Exception {
        usual = Signal.handle(TERM, early -> {});
        config.remove("leadflip.bridge.drain-grace");
        config.forEach(System::setProperty);
        outside = Vertx.vertx();
        peers = new Peers(outside, number("test.peers-port"));
    }

    @AfterEach
    void stop() throws Exception {
        config.keySet().forEach(System::clearProperty);
        Signal.handle(TERM, usual);
        outside.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    @Test
    void shouldCloseWhatIsLeftWhenGraceIsOverAndExitInPeace(QuarkusMainLauncher launcher)
            throws Exception {
        // Given
        var exit = CompletableFuture.supplyAsync(() -> launcher.launch().exitCode());
        var phone =
                await().atMost(Duration.ofMinutes(5))
                        .ignoreExceptions()
                        .until(this::connected, found -> true)
                        .starts();
        until(() -> phone.playedMs() == 400);
        // When
        until(() -> stopped(exit));
        // Then
        assertThat(exit.get(5, TimeUnit.SECONDS)).isZero();
        until(phone::closed);
        assertThat(phone.closeStatus()).isEqualTo(1001);
        assertThat(told()).contains("PLATFORM_FAILED");
    }

    private FakePhone connected() throws Exception {
        return new FakePhone(outside, "CA" + UUID.randomUUID().toString().replace("-", ""))
                .connect(number("quarkus.http.test-port"));
    }

    private static boolean stopped(CompletableFuture<Integer> exit) {
        Signal.raise(TERM);
        return exit.isDone();
    }

    private String told() throws Exception {
        var stream =
                new EventStreams(config.get("leadflip.events.prefix"), 16)
                        .of(Domain.LEAD, peers.leadId.toString());
        return RedisAPI.api(Redis.createClient(outside, config.get("quarkus.redis.hosts")))
                .xrange(List.of(stream, "-", "+"))
                .toCompletionStage()
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS)
                .toString();
    }

    private int number(String name) {
        return Integer.parseInt(config.get(name));
    }

    private static void until(Callable<Boolean> condition) {
        await().pollInterval(Duration.ofMillis(50)).atMost(Duration.ofSeconds(30)).until(condition);
    }
}
