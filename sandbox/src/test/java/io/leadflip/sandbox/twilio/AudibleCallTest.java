package io.leadflip.sandbox.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.sandbox.ledger.Ledger;
import io.leadflip.sandbox.speech.Voice;
import io.leadflip.sandbox.speech.Voices;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class AudibleCallTest {
    /// Well past the end of the greeting, during which nobody listens.
    private static final int AGENT_MS = 4000;

    private static final String LINE = "Yes, Tuesday morning would be fine.";

    @Test
    void shouldCarryRealSpeechThatIsStillRecognised() throws Exception {
        // Given
        Voices voices = new Voices();
        try (Rig rig =
                new Rig(2, Ledger.inMemory(), (text, voice) -> voices.mulaw(text, Voice.CALLEE))) {
            rig.persona(
                    new JsonObject()
                            .put("lines", new JsonArray().add("Hello?").add(LINE))
                            .encode());
            rig.customer.answers(
                    "/twiml",
                    "<Connect><Stream url=\"" + rig.customer.streamUrl() + "\"/></Connect>");
            rig.customer.onMessage(AudibleCallTest::speakFirst);
            // When
            rig.call();
            // Then
            await().atMost(Duration.ofSeconds(20))
                    .until(
                            () ->
                                    rig.customer.messages("media").stream()
                                            .map(AudibleCallTest::frame)
                                            .flatMap(frame -> voices.recognise(frame).stream())
                                            .filter(LINE::equals)
                                            .count(),
                            recognised -> recognised > 20);
            assertThat(rig.ledger.entries("twilio.violation")).isEmpty();
        }
    }

    private static void speakFirst(ServerWebSocket socket, JsonObject message) {
        if (message.getString("event").equals("start")) {
            String payload = Base64.getEncoder().encodeToString(Rig.loud(AGENT_MS));
            socket.writeTextMessage(
                    new JsonObject()
                            .put("event", "media")
                            .put("streamSid", message.getString("streamSid"))
                            .put("media", new JsonObject().put("payload", payload))
                            .encode());
        }
    }

    private static byte[] frame(JsonObject message) {
        return Base64.getDecoder().decode(message.getJsonObject("media").getString("payload"));
    }
}
