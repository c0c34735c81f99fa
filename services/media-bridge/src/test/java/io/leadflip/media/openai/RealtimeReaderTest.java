package io.leadflip.media.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.event.MediaFact.ModelUsage;
import io.leadflip.media.bridge.ModelEvent;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealtimeReaderTest {
    private final RealtimeReader reader = new RealtimeReader("gpt-realtime");

    @Test
    void shouldReadAudioWhateverTheOrderOfItsFields() {
        var expected = new ModelEvent.Audio("resp_1", "item_1", "//8=", 2);
        assertThat(
                        reader.read(
                                "{\"type\":\"response.output_audio.delta\",\"event_id\":\"e\",\"response_id\":\"resp_1\",\"item_id\":\"item_1\",\"output_index\":0,\"content_index\":0,\"delta\":\"//8=\"}"))
                .containsExactly(expected);
        assertThat(
                        reader.read(
                                "{\"delta\":\"//8=\",\"item_id\":\"item_1\",\"event_id\":\"e\",\"response_id\":\"resp_1\",\"type\":\"response.output_audio.delta\"}"))
                .containsExactly(expected);
    }

    /// Thread: twilio-samples/speech-assistant-openai-realtime-api-python#6
    @Test
    void shouldCheckFormatBothWays() {
        assertThat(reader.read(updated("audio/pcmu", "audio/pcmu")))
                .containsExactly(new ModelEvent.Configured(true));
        assertThat(reader.read(updated("audio/pcmu", "audio/pcm")))
                .containsExactly(new ModelEvent.Configured(false));
        assertThat(reader.read(updated("audio/pcm", "audio/pcmu")))
                .containsExactly(new ModelEvent.Configured(false));
    }

    private static String updated(String in, String out) {
        return "{\"type\":\"session.updated\",\"session\":{\"audio\":{\"input\":{\"format\":{\"type\":\"%s\"}},\"output\":{\"format\":{\"type\":\"%s\"}}}}}"
                .formatted(in, out);
    }

    @Test
    void shouldReadFunctionCallFromFinishedItem() {
        assertThat(
                        reader.read(
                                "{\"type\":\"response.output_item.done\",\"response_id\":\"r\",\"item\":{\"type\":\"function_call\",\"call_id\":\"c\",\"name\":\"opt_out\",\"arguments\":\"{}\"}}"))
                .containsExactly(new ModelEvent.ToolCalled("r", "c", "opt_out", "{}"));
        assertThat(
                        reader.read(
                                "{\"type\":\"response.output_item.done\",\"item\":{\"type\":\"message\"}}"))
                .containsExactly(new ModelEvent.Unknown());
    }

    @ParameterizedTest
    @ValueSource(strings = {"incomplete", "in_progress", "cancelled"})
    void shouldCallNoFunctionThatWasBrokenOff(String status) {
        for (var name :
                List.of("record_outcome", "book_appointment", "end_call", "request_human")) {
            assertThat(reader.read(functionCall(name, "", status)))
                    .as(name)
                    .containsExactly(new ModelEvent.Unknown());
        }
    }

    @Test
    void shouldProtectThePersonEvenByAFunctionThatWasBrokenOff() {
        for (var name : List.of("opt_out", "stop_recording")) {
            assertThat(reader.read(functionCall(name, "{\"re", "incomplete")))
                    .containsExactly(new ModelEvent.ToolCalled("r", "c", name, "{\"re"));
        }
    }

    @Test
    void shouldCallAFunctionThatIsComplete() {
        assertThat(reader.read(functionCall("end_call", "{}", "completed")))
                .containsExactly(new ModelEvent.ToolCalled("r", "c", "end_call", "{}"));
    }

    private static String functionCall(String name, String arguments, String status) {
        var item =
                new JsonObject()
                        .put("type", "function_call")
                        .put("call_id", "c")
                        .put("name", name)
                        .put("arguments", arguments)
                        .put("status", status);
        return new JsonObject()
                .put("type", "response.output_item.done")
                .put("response_id", "r")
                .put("item", item)
                .encode();
    }

    @Test
    void shouldCountEveryTokenOnce() {
        // When
        var events =
                reader.read(
                        """
                        {"type":"response.done","response":{"id":"r","status":"completed","usage":{
                        "input_token_details":{"text_tokens":120,"audio_tokens":80,"cached_tokens":100,
                        "cached_tokens_details":{"text_tokens":64,"audio_tokens":36}},
                        "output_token_details":{"text_tokens":20,"audio_tokens":60}}}}""");
        // Then
        assertThat(events)
                .containsExactly(
                        new ModelEvent.ResponseEnded(
                                "r",
                                ModelEvent.Result.COMPLETED,
                                false,
                                new ModelUsage("gpt-realtime", 56, 44, 100, 20, 60)));
    }

    @Test
    void shouldCountTheWritingDownOfWhatTheCallerSays() {
        assertThat(
                        reader.read(
                                transcribed(
                                        """
                                        {"type":"tokens","total_tokens":26,"input_tokens":20,"output_tokens":6,
                                        "input_token_details":{"text_tokens":4,"audio_tokens":16}}""")))
                .containsExactly(
                        new ModelEvent.Used(new ModelUsage("gpt-realtime", 4, 16, 0, 6, 0)),
                        new ModelEvent.CallerSaid("i", "Yes."));
        assertThat(reader.read(transcribed("{\"type\":\"duration\",\"seconds\":2.5}")))
                .containsExactly(
                        new ModelEvent.Used(new ModelUsage("gpt-realtime", 0, 25, 0, 0, 0)),
                        new ModelEvent.CallerSaid("i", "Yes."));
        assertThat(reader.read(transcribed("null")))
                .containsExactly(new ModelEvent.CallerSaid("i", "Yes."));
    }

    private static String transcribed(String usage) {
        return "{\"type\":\"conversation.item.input_audio_transcription.completed\",\"item_id\":\"i\",\"transcript\":\"Yes.\",\"usage\":%s}"
                .formatted(usage);
    }

    @Test
    void shouldTellHopelessFailuresFromOthers() {
        assertThat(reader.read("{\"type\":\"error\",\"error\":{\"code\":\"insufficient_quota\"}}"))
                .containsExactly(new ModelEvent.Refused("insufficient_quota"));
        assertThat(reader.read("{\"type\":\"error\",\"error\":{\"code\":\"session_expired\"}}"))
                .containsExactly(new ModelEvent.Lost());
        assertThat(reader.read("{\"type\":\"error\",\"error\":{\"code\":\"invalid_value\"}}"))
                .containsExactly(new ModelEvent.Complaint("invalid_value"));
        assertThat(
                        reader.read(
                                "{\"type\":\"error\",\"error\":{\"code\":\"conversation_already_has_active_response\",\"event_id\":\"speak-2\"}}"))
                .containsExactly(new ModelEvent.AlreadySpeaking("speak-2"));
    }

    @Test
    void shouldIgnoreEventsOfNewerVersions() {
        assertThat(reader.read("{\"type\":\"rate_limits.updated\"}"))
                .containsExactly(new ModelEvent.Unknown());
        assertThat(reader.read("{\"kind\":\"x\"}")).isEmpty();
        assertThat(reader.read("nonsense")).containsExactly(new ModelEvent.Complaint("unreadable"));
    }

    @Test
    void shouldTakeNothingForAudioThatIsNoBase64() {
        for (var delta : List.of("AAA", "A=AA", "AAAA====", "AA AA", "ÄÄÄÄ")) {
            assertThat(
                            reader.read(
                                    "{\"type\":\"response.output_audio.delta\",\"response_id\":\"r\",\"item_id\":\"i\",\"delta\":\""
                                            + delta
                                            + "\"}"))
                    .as(delta)
                    .containsExactly(new ModelEvent.Complaint("no-base64"));
        }
    }

    @Test
    void shouldCountBytesWithoutDecoding() {
        assertThat(RealtimeReader.bytes("AAAA")).isEqualTo(3);
        assertThat(RealtimeReader.bytes("AAA=")).isEqualTo(2);
        assertThat(RealtimeReader.bytes("AA==")).isEqualTo(1);
    }
}
