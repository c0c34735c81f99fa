package io.leadflip.media.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.contracts.event.MediaFact;
import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import io.leadflip.contracts.event.MediaFact.MediaEnded;
import io.leadflip.contracts.event.MediaFact.MediaTurn;
import io.leadflip.media.stream.FactsConfig;
import io.leadflip.media.stream.RedisFacts;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The bridge between a caller and models that no one here wrote: what our own stand-ins and we
/// might both have misread, these would not have misread the same way.
///
/// The peers are npm packages, run by Node.js; `scripts/test.sh` provides both.
@QuarkusTest
@QuarkusTestResource(PeersResource.class)
class ForeignPeersTest {
    private static final Path SCENARIOS = Path.of("src", "test", "foreign");

    @Inject RedisDataSource redis;
    @Inject FactsConfig facts;
    @Inject RedisFacts redisFacts;
    @Inject LiveCalls calls;
    private Vertx vertx;
    private Peers home;

    @BeforeEach
    void startHome() throws Exception {
        vertx = Vertx.vertx();
        home = new Peers(vertx, 0);
    }

    @AfterEach
    void stopHome() throws Exception {
        home.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    /// twilio-realtime-agents 1.2.0: FakeTwilioMediaStream and FakeOpenAIServer.
    @Test
    void shouldHoldAConversationBetweenAForeignCallerAndAForeignModel() throws Exception {
        // When
        var seen = play("conversation.mjs");
        // Then
        assertThat(seen.getInteger("closed")).isEqualTo(1000);
        assertThat(home.asked("/hang-ups")).hasSize(1);
        assertThat(turns())
                .startsWith("PLATFORM: " + home.opening)
                .contains("CALLER: Yes, go ahead.")
                .endsWith("AGENT: Perfect, goodbye.");
        assertThat(end().reason()).isEqualTo(MediaEndReason.AGENT_ENDED);
    }

    /// CopilotKit's aimock 1.43.0.
    @Test
    void shouldOptOutWhenAForeignModelCallsTheFunction() throws Exception {
        // When
        var seen = play("functions.mjs");
        // Then
        assertThat(seen.getInteger("closed")).isEqualTo(1000);
        assertThat(home.asked("/opt-outs").getFirst().body().getString("heardBy"))
                .isEqualTo("voice");
        assertThat(turns()).endsWith("PLATFORM: You will not be called again. Goodbye.");
        assertThat(end().reason()).isEqualTo(MediaEndReason.OPTED_OUT);
    }

    private JsonObject play(String scenario) throws Exception {
        assertThat(SCENARIOS.resolve("node_modules"))
                .as("run 'make test', or 'npm ci' in services/media-bridge/src/test/foreign")
                .isDirectory();
        Path output = Files.createTempFile("foreign", ".txt");
        Process node =
                new ProcessBuilder("node", scenario, options().encode())
                        .directory(SCENARIOS.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            assertThat(node.waitFor(60, TimeUnit.SECONDS)).as("came to an end").isTrue();
            assertThat(node.exitValue()).as(said(output)).isZero();
            return new JsonObject(said(output).lines().toList().getLast());
        } finally {
            node.destroyForcibly();
            Files.deleteIfExists(output);
        }
    }

    private JsonObject options() throws Exception {
        String bridge = "ws://127.0.0.1:" + RestAssured.port + "/media";
        return new JsonObject()
                .put("bridge", bridge)
                .put("signature", FakePhone.sign(bridge, PeersResource.AUTH_TOKEN))
                .put("account", PeersResource.ACCOUNT)
                .put("callSid", "CA" + UUID.randomUUID().toString().replace("-", ""))
                .put("openingMs", home.openingMs)
                .put("home", home.port())
                .put("door", ConfigProvider.getConfig().getValue("test.peers-port", Integer.class));
    }

    private static String said(Path output) throws IOException {
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    private MediaEnded end() throws Exception {
        return (MediaEnded) told().getLast();
    }

    private List<String> turns() throws Exception {
        return told().stream()
                .filter(MediaTurn.class::isInstance)
                .map(MediaTurn.class::cast)
                .map(turn -> turn.speaker() + ": " + Told.open(turn.sealedText()))
                .toList();
    }

    private List<MediaFact> told() throws Exception {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> calls.active() == 0 && redisFacts.waiting() == 0);
        return Told.by(redis, facts, home.leadId, home.attemptId);
    }
}
