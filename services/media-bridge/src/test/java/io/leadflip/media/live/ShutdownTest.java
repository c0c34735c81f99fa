package io.leadflip.media.live;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import io.leadflip.contracts.event.MediaFact.MediaEnded;
import io.leadflip.media.stream.FactsConfig;
import io.leadflip.media.stream.RedisFacts;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/// Runs after the other tests of the running service, by its name: a bridge that drains takes no
/// more calls.
@QuarkusTest
@QuarkusTestResource(PeersResource.class)
class ShutdownTest {
    @Inject RedisDataSource redis;
    @Inject FactsConfig facts;
    @Inject RedisFacts redisFacts;
    @Inject LiveCalls calls;

    /// Thread: livekit/agents#3020 Thread: livekit/agents#4268 Thread: livekit/agents#6286 Thread:
    /// livekit/agents#4455 Thread: livekit/agents-js#275
    @Test
    void shouldLetLiveCallsGoOnAndTakeNoNewOnesWhileDraining() throws Exception {
        // Given
        var outside = Vertx.vertx();
        var peers =
                new Peers(
                        outside,
                        ConfigProvider.getConfig().getValue("test.peers-port", Integer.class));
        peers.model.replies("Is now a good moment?", 300).calls("Goodbye.", 200, "end_call", "{}");
        var phone = phone(outside).starts();
        until(() -> phone.playedMs() == 700);
        // When
        calls.drain();
        // Then
        given().get("/q/health/ready").then().statusCode(503);
        given().get("/health").then().body("status", equalTo("draining"));
        assertThatThrownBy(() -> phone(outside)).rootCause().hasMessageContaining("503");
        peers.model.detectsSpeech("caller_1");
        peers.model.understands("caller_1", "Yes.");
        until(() -> phone.closed() && calls.active() == 0 && redisFacts.waiting() == 0);
        var told = Told.by(redis, facts, peers.leadId, peers.attemptId);
        assertThat(((MediaEnded) told.getLast()).reason()).isEqualTo(MediaEndReason.AGENT_ENDED);
        outside.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    private static FakePhone phone(Vertx outside) throws Exception {
        return new FakePhone(outside, "CA" + UUID.randomUUID().toString().replace("-", ""))
                .connect(RestAssured.port);
    }

    private static void until(Callable<Boolean> condition) {
        await().pollInterval(Duration.ofMillis(10)).atMost(Duration.ofSeconds(10)).until(condition);
    }
}
