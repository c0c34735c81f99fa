package io.leadflip.media.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.sandbox.Sandbox;
import io.leadflip.sandbox.SandboxSettings;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The sandbox's telephone and voice model with a bridge that no one here wrote between them: if
/// our stand-ins spoke a dialect of ours, it would not understand them.
class ForeignBridgeTest {
    private static final String PERSON = "+13175550142";

    private final SandboxSettings settings = SandboxSettings.defaults();
    private final Sandbox sandbox = Sandbox.start(settings);
    private Process node;

    @AfterEach
    void stop() throws Exception {
        if (node != null) {
            node.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
        }
        sandbox.close();
    }

    /// twilio-realtime-agents 1.2.0: TwilioRealtimeBridge with its OpenAI provider.
    @Test
    void shouldServeABridgeThatNoOneHereWrote() throws Exception {
        // Given
        sandbox.personas()
                .register(
                        PERSON,
                        new JsonObject()
                                .put("ringMs", 50)
                                .put(
                                        "lines",
                                        new JsonArray()
                                                .add("Hello?")
                                                .add("Yes, that works for me.")
                                                .add("Okay, thank you. Goodbye.")));
        int port = startForeignBridge();
        // When
        dial("ws://127.0.0.1:" + port);
        // Then
        await().atMost(Duration.ofSeconds(60))
                .until(() -> sandbox.ledger().entries("openai.response").size() >= 2);
        assertThat(sandbox.ledger().entries("openai.response"))
                .extracting(response -> response.getString("words"))
                .anyMatch(words -> words.contains("a leaking tap"));
        assertThat(sandbox.ledger().entries("twilio.violation")).isEmpty();
        assertThat(sandbox.ledger().entries("rejected")).isEmpty();
    }

    private int startForeignBridge() throws Exception {
        Path folder = Path.of("src", "test", "foreign");
        assertThat(folder.resolve("node_modules"))
                .as("run 'make test', or 'npm ci' in services/media-bridge/src/test/foreign")
                .isDirectory();
        var options =
                new JsonObject()
                        .put("model", "ws://127.0.0.1:" + sandbox.port() + "/v1/realtime")
                        .put("key", settings.credentials().openAiKey());
        node =
                new ProcessBuilder("node", "bridge.mjs", options.encode())
                        .directory(folder.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        var said =
                new BufferedReader(
                        new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8));
        String line = said.readLine();
        assertThat(line).as("where it listens").isNotNull();
        return new JsonObject(line).getInteger("port");
    }

    private void dial(String stream) {
        RestAssured.given()
                .auth()
                .preemptive()
                .basic(
                        settings.credentials().twilioAccountSid(),
                        settings.credentials().twilioAuthToken())
                .contentType("application/x-www-form-urlencoded")
                .formParam("To", PERSON)
                .formParam("From", "+13175550100")
                .formParam(
                        "Twiml",
                        "<Response><Connect><Stream url=\"" + stream + "\"/></Connect></Response>")
                .post(
                        sandbox.origin()
                                + "/2010-04-01/Accounts/"
                                + settings.credentials().twilioAccountSid()
                                + "/Calls.json")
                .then()
                .statusCode(201);
    }
}
