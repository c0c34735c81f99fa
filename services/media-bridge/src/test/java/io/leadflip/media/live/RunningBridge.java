package io.leadflip.media.live;

import static org.awaitility.Awaitility.await;

import io.leadflip.contracts.event.MediaFact;
import io.leadflip.contracts.event.MediaFact.MediaTurn;
import io.leadflip.media.stream.FactsConfig;
import io.leadflip.media.stream.RedisFacts;
import io.quarkus.redis.datasource.RedisDataSource;
import io.restassured.RestAssured;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/// The service on its real sockets, between a scripted phone and scripted peers. After each test
/// nothing may be left of it.
abstract class RunningBridge {
    static Vertx outside;

    @Inject RedisDataSource redis;
    @Inject FactsConfig facts;
    @Inject RedisFacts redisFacts;
    @Inject LiveCalls calls;
    @Inject Orchestrator orchestrator;
    final List<FakePhone> phones = new ArrayList<>();
    Peers peers;
    int port;

    @BeforeAll
    static void startOutside() {
        outside = Vertx.vertx();
    }

    @AfterAll
    static void stopOutside() throws Exception {
        outside.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    @BeforeEach
    void startPeers() throws Exception {
        port = RestAssured.port;
        peers =
                new Peers(
                        outside,
                        ConfigProvider.getConfig().getValue("test.peers-port", Integer.class));
    }

    @AfterEach
    void shouldLeaveNothingBehind() throws Exception {
        try {
            phones.forEach(FakePhone::leaves);
            until(() -> calls.active() == 0);
            until(() -> peers.model.open() == 0);
            until(() -> redisFacts.waiting() == 0);
        } finally {
            peers.close();
        }
    }

    FakePhone phone() throws Exception {
        var phone =
                new FakePhone(outside, "CA" + UUID.randomUUID().toString().replace("-", ""))
                        .connect(port);
        phones.add(phone);
        return phone;
    }

    static void until(Callable<Boolean> condition) {
        await().pollInterval(Duration.ofMillis(10)).atMost(Duration.ofSeconds(10)).until(condition);
    }

    /// The facts of this test's call, in the order of the stream.
    List<MediaFact> told() throws Exception {
        until(() -> redisFacts.waiting() == 0);
        return Told.by(redis, facts, peers.leadId, peers.attemptId);
    }

    static List<String> turns(List<MediaFact> told) {
        return told.stream()
                .filter(MediaTurn.class::isInstance)
                .map(MediaTurn.class::cast)
                .map(turn -> turn.speaker() + ": " + Told.open(turn.sealedText()))
                .toList();
    }
}
