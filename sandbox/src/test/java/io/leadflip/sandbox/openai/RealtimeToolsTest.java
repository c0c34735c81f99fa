package io.leadflip.sandbox.openai;

import static io.leadflip.sandbox.openai.OpenAiFixture.VOICES;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.sandbox.speech.Voice;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The scripted agent calls functions, and goes on with what they put out.
class RealtimeToolsTest {
    private static final JsonArray TOOLS =
            new JsonArray()
                    .add(tool("book_appointment", "start", "note"))
                    .add(tool("end_call", "reason"));

    private OpenAiFixture openAi;

    @BeforeEach
    void start() throws Exception {
        openAi = new OpenAiFixture();
    }

    @AfterEach
    void stop() throws Exception {
        openAi.close();
    }

    @Test
    void shouldBookAndSayGoodbyeThroughTools() throws Exception {
        // Given
        try (RealtimeClient client = openAi.telephone(TOOLS)) {
            client.send("response.create");
            client.await("response.done");
            // When
            client.play(VOICES.mulaw("Yes, could you come on Thursday at two?", Voice.CALLEE));
            client.silence(700);
            JsonObject booking = client.await("response.function_call_arguments.done");
            // Then
            assertThat(booking.getString("name")).isEqualTo("book_appointment");
            assertThat(new JsonObject(booking.getString("arguments")).getString("start"))
                    .isEqualTo("2026-11-26T14:00");
            client.await("response.done");
            client.send(
                    new JsonObject()
                            .put("type", "conversation.item.create")
                            .put(
                                    "item",
                                    new JsonObject()
                                            .put("type", "function_call_output")
                                            .put("call_id", booking.getString("call_id"))
                                            .put("output", "{\"ok\":true}")));
            client.send("response.create");
            List<JsonObject> goodbye = client.until("response.done");
            assertThat(
                            RealtimeClient.only(goodbye, "response.output_audio_transcript.done")
                                    .getString("transcript"))
                    .contains("November 26th at 2 PM");
            assertThat(
                            RealtimeClient.only(goodbye, "response.function_call_arguments.done")
                                    .getString("name"))
                    .isEqualTo("end_call");
            assertThat(goodbye.getLast().getJsonObject("response").getJsonArray("output"))
                    .hasSize(2);
        }
    }

    /// The provider finishes the item of a function that was about to be called, too.
    @Test
    void shouldBreakAFunctionOffWithTheResponseThatWasToCallIt() throws Exception {
        // Given
        try (RealtimeClient client = openAi.telephone(TOOLS)) {
            client.send("response.create");
            client.await("response.done");
            openAi.sandbox.faults().speedUp(1);
            client.play(VOICES.mulaw("No, I am not interested.", Voice.CALLEE));
            client.silence(700);
            client.await("response.output_audio.delta");
            // When
            client.send("response.cancel");
            // Then
            List<JsonObject> events = client.until("response.done");
            JsonObject call =
                    RealtimeClient.only(
                                    events.stream().filter(RealtimeToolsTest::isFunction).toList(),
                                    "response.output_item.done")
                            .getJsonObject("item");
            assertThat(call.getString("name")).isEqualTo("end_call");
            assertThat(call.getString("status")).isEqualTo("incomplete");
            assertThat(call.getString("arguments")).isEmpty();
        }
    }

    private static boolean isFunction(JsonObject event) {
        return "function_call"
                .equals(event.getJsonObject("item", new JsonObject()).getString("type"));
    }

    @Test
    void shouldRefuseTheOutputOfAFunctionNobodyCalled() throws Exception {
        // Given
        try (RealtimeClient client = openAi.telephone(TOOLS)) {
            // When
            client.send(
                    new JsonObject(
                            """
                    {"type":"conversation.item.create","item":{"type":"function_call_output","call_id":"call_x","output":"1"}}"""));
            // Then
            assertThat(client.error().getString("code")).isEqualTo("invalid_tool_call_id");
        }
    }

    private static JsonObject tool(String name, String... properties) {
        JsonObject schema = new JsonObject();
        for (String property : properties) {
            schema.put(property, new JsonObject().put("type", "string"));
        }
        return new JsonObject()
                .put("type", "function")
                .put("name", name)
                .put(
                        "parameters",
                        new JsonObject().put("type", "object").put("properties", schema));
    }
}
