package io.leadflip.media.openai;

import io.leadflip.contracts.value.Speaker;
import io.leadflip.media.bridge.ModelCommand;
import io.leadflip.media.live.AgentFunctions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/// Writes our client events.
///
/// The model never takes the floor by itself (`create_response` is off): it would answer a caller
/// who speaks into the opening.
final class RealtimeWriter {
    /// What stands before and behind the audio that the model is to hear.
    static final String HEAR = "{\"type\":\"input_audio_buffer.append\",\"audio\":\"";

    static final String HEARD = "\"}";
    private static final JsonArray TOOLS = AgentFunctions.declared(false);
    private static final JsonArray TOOLS_AND_RECORDING = AgentFunctions.declared(true);
    private static final JsonObject TELEPHONE = new JsonObject().put("type", "audio/pcmu");

    private final OpenAiConfig config;

    RealtimeWriter(OpenAiConfig config) {
        this.config = config;
    }

    /// @return null for what is no message
    String write(ModelCommand command) {
        return switch (command) {
            case ModelCommand.Hear(String payload) -> HEAR + payload + HEARD;
            case ModelCommand.Configure configure ->
                    event("session.update").put("session", session(configure)).encode();
            case ModelCommand.FinishHearing() -> event("input_audio_buffer.commit").encode();
            case ModelCommand.Speak(String id, String hint) -> speak(id, hint).encode();
            case ModelCommand.Cancel() -> event("response.cancel").encode();
            case ModelCommand.Truncate(String item, long heardMs) ->
                    event("conversation.item.truncate")
                            .put("item_id", item)
                            .put("content_index", 0)
                            .put("audio_end_ms", heardMs)
                            .encode();
            case ModelCommand.Forget(String item) ->
                    event("conversation.item.delete").put("item_id", item).encode();
            case ModelCommand.AnswerTool(String call, String output) ->
                    event("conversation.item.create")
                            .put(
                                    "item",
                                    new JsonObject()
                                            .put("type", "function_call_output")
                                            .put("call_id", call)
                                            .put("output", output))
                            .encode();
            case ModelCommand.Remember(Speaker speaker, String text) ->
                    speaker == Speaker.CALLER
                            ? message("user", "input_text", text)
                            : message("assistant", "output_text", text);
            case ModelCommand.Tell(String text) -> message("system", "input_text", text);
            case ModelCommand.Connect _, ModelCommand.Close _ -> null;
            case ModelCommand.Pause _, ModelCommand.Resume _ -> null;
        };
    }

    private static String message(String role, String kind, String text) {
        JsonObject content = new JsonObject().put("type", kind).put("text", text);
        return event("conversation.item.create")
                .put(
                        "item",
                        new JsonObject()
                                .put("type", "message")
                                .put("role", role)
                                .put("content", new JsonArray().add(content)))
                .encode();
    }

    private static JsonObject event(String type) {
        return new JsonObject().put("type", type);
    }

    private static JsonObject speak(String id, String hint) {
        JsonObject event = event("response.create").put("event_id", id);
        return hint == null
                ? event
                : event.put("response", new JsonObject().put("instructions", hint));
    }

    private JsonObject session(ModelCommand.Configure configure) {
        return new JsonObject()
                .put("type", "realtime")
                .put("instructions", configure.instructions())
                .put("output_modalities", new JsonArray().add("audio"))
                .put("max_output_tokens", config.maxOutputTokens())
                .put("tools", configure.asksToRecord() ? TOOLS_AND_RECORDING : TOOLS)
                .put("tool_choice", "auto")
                .put(
                        "audio",
                        new JsonObject()
                                .put("input", input(configure.language()))
                                .put(
                                        "output",
                                        new JsonObject()
                                                .put("format", TELEPHONE)
                                                .put("voice", config.voice())));
    }

    private JsonObject input(String language) {
        return new JsonObject()
                .put("format", TELEPHONE)
                .put(
                        "transcription",
                        new JsonObject()
                                .put("model", config.transcriptionModel())
                                .put(
                                        "language",
                                        Locale.forLanguageTag(language == null ? "en" : language)
                                                .getLanguage()))
                .put(
                        "turn_detection",
                        new JsonObject()
                                .put("type", "server_vad")
                                .put("threshold", config.speechThreshold())
                                .put("prefix_padding_ms", 300)
                                .put("silence_duration_ms", config.turnPause().toMillis())
                                .put("create_response", false)
                                .put("interrupt_response", true));
    }
}
