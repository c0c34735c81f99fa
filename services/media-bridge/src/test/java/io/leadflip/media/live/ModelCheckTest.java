package io.leadflip.media.live;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.media.stream.FactsConfig;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/// A bridge whose configuration cannot work says so and takes no calls.
@QuarkusTest
@QuarkusTestResource(PeersResource.class)
@TestProfile(ModelCheckTest.Tried.class)
class ModelCheckTest {
    public static final class Tried implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "leadflip.bridge.self-test", "true",
                    "leadflip.bridge.self-test-again", "30ms",
                    "leadflip.bridge.announce-every", "50ms");
        }
    }

    @Inject RedisDataSource redis;
    @Inject FactsConfig facts;
    @Inject LiveCalls calls;

    /// One after the other, as whoever sets it up would find them.
    @Test
    void shouldBeReadyOnlyWhenItsVoiceModelAnswersAsItMust() throws Exception {
        // Given: a wrong address
        says("cannot be reached");
        assertThat(takesCalls()).isFalse();
        var outside = Vertx.vertx();
        var peers =
                new Peers(
                        outside,
                        ConfigProvider.getConfig().getValue("test.peers-port", Integer.class));
        // When: a wrong key, and another audio format
        peers.model.refusesWith = 401;
        says("refuses us: http-401");
        peers.model.refusesWith = 0;
        peers.model.format = "audio/pcm";
        says("does not confirm 8 kHz");
        // Then
        peers.model.format = "audio/pcmu";
        says("works");
        given().get("/q/health/ready").then().statusCode(200);
        await().atMost(Duration.ofSeconds(10)).until(this::takesCalls);
        await().atMost(Duration.ofSeconds(10)).until(() -> peers.model.open() == 0);
        assertThat(peers.model.received("response.create")).isEmpty();
        peers.close();
        outside.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    /// Thread: AlozieAI#2
    @Test
    void shouldOpenAStreamAtItsOwnPublicAddress() {
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () ->
                                assertThat(given().get("/q/metrics").asString())
                                        .contains(
                                                "leadflip_media_origin_checks_total{result=\"reached\"} 1.0")
                                        .contains(
                                                "leadflip_media_streams_closed_total{cause=\"no-token\"} 1.0"));
        await().atMost(Duration.ofSeconds(10)).until(() -> calls.active() == 0);
    }

    private static void says(String verdict) {
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () ->
                                assertThat(given().get("/q/health/ready").asString())
                                        .contains(verdict));
        if (!verdict.equals("works")) {
            given().get("/q/health/ready").then().statusCode(503);
        }
    }

    private boolean takesCalls() {
        String told = redis.value(String.class).get(facts.prefix() + ":bridge:" + calls.bridgeId());
        return told != null && !new JsonObject(told).getBoolean("draining");
    }
}
