package io.leadflip.sandbox.openai;

import static io.leadflip.sandbox.openai.OpenAiFixture.VOICES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leadflip.sandbox.speech.MuLaw;
import io.leadflip.sandbox.speech.Voice;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RealtimeTest {
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
    void shouldRefuseAWrongKeyBeforeTheUpgrade() {
        // When / Then
        assertThatThrownBy(() -> RealtimeClient.connect(openAi.vertx, openAi.port, "sk-wrong"))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        UpgradeRejectedException.class,
                        refused -> assertThat(refused.getStatus()).isEqualTo(401));
        assertThat(openAi.ledger.entries("rejected")).hasSize(1);
    }

    @Test
    void shouldEchoTheWholeEffectiveConfiguration() throws Exception {
        // Given
        try (RealtimeClient client = openAi.connect()) {
            JsonObject created = client.await("session.created").getJsonObject("session");
            // When
            client.send(
                    new JsonObject(
                            """
                    {"type":"session.update","session":{"type":"realtime","instructions":"Be kind",
                     "audio":{"input":{"format":{"type":"audio/pcmu"}},"output":{"format":{"type":"audio/pcmu"}}}}}"""));
            JsonObject updated = client.await("session.updated").getJsonObject("session");
            // Then
            assertThat(
                            created.getJsonObject("audio")
                                    .getJsonObject("output")
                                    .getJsonObject("format")
                                    .getString("type"))
                    .isEqualTo("audio/pcm");
            assertThat(updated.getString("instructions")).isEqualTo("Be kind");
            JsonObject audio = updated.getJsonObject("audio");
            assertThat(audio.getJsonObject("input").getJsonObject("format"))
                    .isEqualTo(new JsonObject().put("type", "audio/pcmu"));
            assertThat(audio.getJsonObject("output").getJsonObject("format"))
                    .isEqualTo(new JsonObject().put("type", "audio/pcmu"));
            assertThat(audio.getJsonObject("output").getString("voice")).isEqualTo("marin");
            assertThat(
                            audio.getJsonObject("input")
                                    .getJsonObject("turn_detection")
                                    .getBoolean("interrupt_response"))
                    .isTrue();
            assertThat(updated.getString("model")).isEqualTo("gpt-realtime-2");
        }
    }

    @Test
    void shouldRefuseWhatTheProviderRefuses() throws Exception {
        // Given
        try (RealtimeClient client = openAi.connect()) {
            // When / Then
            client.send(
                    new JsonObject(
                            "{\"type\":\"session.update\",\"event_id\":\"e1\",\"session\":{\"instructions\":\"x\"}}"));
            JsonObject missing = client.error();
            assertThat(missing.getString("code")).isEqualTo("missing_required_parameter");
            assertThat(missing.getString("event_id")).isEqualTo("e1");
            client.send(
                    new JsonObject(
                            "{\"type\":\"session.update\",\"session\":{\"type\":\"realtime\",\"modalities\":[\"audio\"]}}"));
            assertThat(client.error().getString("code")).isEqualTo("unknown_parameter");
            client.send("response.shout");
            assertThat(client.error().getString("code")).isEqualTo("invalid_value");
            client.send("input_audio_buffer.commit");
            assertThat(client.error().getString("code"))
                    .isEqualTo("input_audio_buffer_commit_empty");
            client.send("response.cancel");
            assertThat(client.error().getString("code")).isEqualTo("response_cancel_not_active");
            client.send(
                    new JsonObject("{\"type\":\"input_audio_buffer.append\",\"audio\":\"***\"}"));
            assertThat(client.error().getString("param")).isEqualTo("audio");
        }
    }

    @Test
    void shouldHearTurnsAndTranscribeThem() throws Exception {
        // Given
        byte[] speech = VOICES.mulaw("Hello?", Voice.CALLEE);
        try (RealtimeClient client = openAi.telephone(new JsonArray())) {
            // When
            client.silence(1000);
            client.play(speech);
            client.silence(1000);
            // Then
            JsonObject started = client.await("input_audio_buffer.speech_started");
            List<JsonObject> turn = client.until("response.done");
            JsonObject stopped = RealtimeClient.only(turn, "input_audio_buffer.speech_stopped");
            assertThat(started.getLong("audio_start_ms"))
                    .isCloseTo(1000 - 300 + firstSoundMs(speech), within(150L));
            assertThat(stopped.getLong("audio_end_ms"))
                    .isCloseTo(1000 + lastSoundMs(speech) + 500, within(150L));
            assertThat(
                            RealtimeClient.only(
                                            turn,
                                            "conversation.item.input_audio_transcription.completed")
                                    .getString("transcript"))
                    .isEqualTo("Hello?");
            assertThat(
                            RealtimeClient.only(turn, "input_audio_buffer.committed")
                                    .getString("item_id"))
                    .isEqualTo(started.getString("item_id"));
            assertThat(
                            RealtimeClient.only(turn, "response.output_audio_transcript.done")
                                    .getString("transcript"))
                    .contains("leaking water heater");
        }
    }

    @Test
    void shouldSpeakInTheOrderOfTheProtocolAndCountTokens() throws Exception {
        // Given
        try (RealtimeClient client = openAi.telephone(new JsonArray())) {
            // When
            client.send("response.create");
            List<JsonObject> events = client.until("response.done");
            // Then
            assertThat(events.stream().map(event -> event.getString("type")).distinct())
                    .containsSubsequence(
                            "response.created",
                            "response.output_item.added",
                            "conversation.item.added",
                            "response.content_part.added",
                            "response.output_audio_transcript.delta",
                            "response.output_audio.delta",
                            "response.output_audio.done",
                            "response.output_audio_transcript.done",
                            "response.content_part.done",
                            "response.output_item.done",
                            "conversation.item.done",
                            "response.done");
            JsonObject response = events.getLast().getJsonObject("response");
            JsonObject usage = response.getJsonObject("usage");
            assertThat(response.getString("status")).isEqualTo("completed");
            assertThat(usage.getJsonObject("output_token_details").getInteger("audio_tokens"))
                    .isEqualTo((spokenMs(events) + 49) / 50);
            assertThat(usage.getJsonObject("input_token_details").getInteger("text_tokens"))
                    .isPositive();
            assertThat(client.await("rate_limits.updated").getJsonArray("rate_limits")).hasSize(1);
            Awaitility.await().until(() -> openAi.ledger.entries("openai.response").size() == 1);
        }
    }

    @Test
    void shouldStopSpeakingWhenTheCallerInterrupts() throws Exception {
        // Given
        openAi.sandbox.faults().speedUp(1);
        try (RealtimeClient client = openAi.telephone(new JsonArray())) {
            client.send("response.create");
            client.await("response.output_audio.delta");
            // When
            client.play(VOICES.mulaw("Wait, hold on a second, I have a question.", Voice.CALLEE));
            client.await("input_audio_buffer.speech_started");
            JsonObject cancelled = client.await("response.done").getJsonObject("response");
            // Then
            assertThat(cancelled.getString("status")).isEqualTo("cancelled");
            assertThat(cancelled.getJsonObject("status_details").getString("reason"))
                    .isEqualTo("turn_detected");
            assertThat(cancelled.getJsonArray("output").getJsonObject(0).getString("status"))
                    .isEqualTo("incomplete");
            client.silence(800);
            assertThat(client.until("response.created"))
                    .noneMatch(
                            event -> "response.output_audio.delta".equals(event.getString("type")));
        }
    }

    @Test
    void shouldTruncateOnlyWhatWasSpoken() throws Exception {
        // Given
        try (RealtimeClient client = openAi.telephone(new JsonArray())) {
            client.send("response.create");
            List<JsonObject> events = client.until("response.done");
            String item =
                    RealtimeClient.only(events, "response.output_audio.done").getString("item_id");
            int spokenMs = spokenMs(events);
            // When / Then
            client.send(truncate(item, spokenMs + 1));
            assertThat(client.error().getString("param")).isEqualTo("audio_end_ms");
            client.send(truncate("item_unknown", 10));
            assertThat(client.error().getString("code")).isEqualTo("item_not_found");
            client.send(truncate(item, 700));
            assertThat(client.await("conversation.item.truncated").getInteger("audio_end_ms"))
                    .isEqualTo(700);
            client.send(truncate(item, 701));
            assertThat(client.error().getString("message")).contains("700ms");
            client.send(
                    new JsonObject()
                            .put("type", "conversation.item.retrieve")
                            .put("item_id", item));
            assertThat(
                            Conversation.text(
                                    client.await("conversation.item.retrieved")
                                            .getJsonObject("item")))
                    .isEmpty();
        }
    }

    @Test
    void shouldRefuseASecondResponseAtOnce() throws Exception {
        // Given
        openAi.sandbox.faults().speedUp(1);
        try (RealtimeClient client = openAi.telephone(new JsonArray())) {
            client.send("response.create");
            client.await("response.created");
            // When
            client.send(new JsonObject().put("type", "response.create").put("event_id", "second"));
            JsonObject error = client.error();
            // Then
            assertThat(error.getString("code"))
                    .isEqualTo("conversation_already_has_active_response");
            assertThat(error.getString("event_id")).isEqualTo("second");
            client.send("response.cancel");
            assertThat(
                            client.await("response.done")
                                    .getJsonObject("response")
                                    .getJsonObject("status_details")
                                    .getString("reason"))
                    .isEqualTo("client_cancelled");
        }
    }

    @Test
    void shouldAskAgainWhenNobodySpeaks() throws Exception {
        // Given
        try (RealtimeClient client = openAi.telephone(new JsonArray())) {
            client.configure(
                    new JsonObject(
                            """
                    {"audio":{"input":{"turn_detection":{"type":"server_vad","idle_timeout_ms":5000}}}}"""));
            client.send("response.create");
            int spokenMs = spokenMs(client.until("rate_limits.updated"));
            // When
            client.silence(spokenMs + 5100);
            // Then
            client.await("input_audio_buffer.timeout_triggered");
            assertThat(
                            client.await("response.output_audio_transcript.done")
                                    .getString("transcript"))
                    .isEqualTo("Are you still there?");
        }
    }

    @Test
    void shouldSpeakExactlyWhatAResponseAsksFor() throws Exception {
        // Given
        try (RealtimeClient client = openAi.telephone(new JsonArray())) {
            // When
            client.send(
                    new JsonObject()
                            .put("type", "response.create")
                            .put(
                                    "response",
                                    new JsonObject()
                                            .put(
                                                    "instructions",
                                                    "Say exactly: \"You have been removed.\"")));
            // Then
            assertThat(
                            client.await("response.output_audio_transcript.done")
                                    .getString("transcript"))
                    .isEqualTo("You have been removed.");
        }
    }

    private static JsonObject truncate(String item, int ms) {
        return new JsonObject()
                .put("type", "conversation.item.truncate")
                .put("item_id", item)
                .put("content_index", 0)
                .put("audio_end_ms", ms);
    }

    private static int spokenMs(List<JsonObject> events) {
        return events.stream()
                        .filter(
                                event ->
                                        "response.output_audio.delta"
                                                .equals(event.getString("type")))
                        .mapToInt(
                                event ->
                                        Base64.getDecoder().decode(event.getString("delta")).length)
                        .sum()
                / 8;
    }

    private static long firstSoundMs(byte[] speech) {
        int at = 0;
        while (Math.abs(MuLaw.decode(speech[at])) < 500) {
            at++;
        }
        return at / 8;
    }

    private static long lastSoundMs(byte[] speech) {
        int at = speech.length - 1;
        while (Math.abs(MuLaw.decode(speech[at])) < 500) {
            at--;
        }
        return at / 8;
    }
}
