package io.leadflip.media.gptlive;

import io.leadflip.media.live.AgentFunctions;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/// Writes our client events. The provider refuses fields it does not know.
final class LiveWriter {
    private static final String SILENT =
            """

            Say nothing until you are told that the opening is over: the platform speaks first. \
            Say goodbye before the call is ended. Speak %s.""";

    /// The provider takes 500 tokens at a time.
    private static final int LONGEST_APPEND = 1_500;

    private static final String FUNCTIONS =
            "Call the functions as their descriptions say; the conversation decides when.";

    private final String model;
    private final String backendModel;
    private final String voice;

    LiveWriter(String model, String backendModel, String voice) {
        this.model = model;
        this.backendModel = backendModel;
        this.voice = voice;
    }

    /// @param recording whether the agent can allow and stop a recording
    String start(String instructions, String language, boolean recording) {
        JsonObject session =
                new JsonObject()
                        .put("model", model)
                        .put("instructions", instructions + SILENT.formatted(name(language)))
                        .put(
                                "audio",
                                new JsonObject()
                                        .put(
                                                "format",
                                                new JsonObject()
                                                        .put("type", "audio/pcmu")
                                                        .put("rate", 8000))
                                        .put("output", new JsonObject().put("voice", voice)))
                        .put("delegation", delegation(recording));
        return event("session.start").put("session", session).encode();
    }

    private JsonObject delegation(boolean recording) {
        return new JsonObject()
                .put("type", "responses")
                .put(
                        "responses",
                        new JsonObject()
                                .put("model", backendModel)
                                .put("instructions", FUNCTIONS)
                                .put("tools", AgentFunctions.declared(recording))
                                .put("tool_choice", "auto")
                                .put("parallel_tool_calls", true));
    }

    private static String name(String language) {
        return Locale.forLanguageTag(language == null ? "en" : language)
                .getDisplayLanguage(Locale.ENGLISH);
    }

    static String hear(String payload) {
        return "{\"type\":\"session.input_audio.append\",\"audio\":\"" + payload + "\"}";
    }

    /// What the model is to do.
    static String instruct(String words) {
        return append("session.instructions.append", words);
    }

    /// What the model is to know.
    static String note(String words) {
        return append("session.thinking.append", words);
    }

    private static String append(String type, String words) {
        return event(type)
                .put("content", words.substring(0, Math.min(words.length(), LONGEST_APPEND)))
                .putNull("delegation_id")
                .encode();
    }

    static String answer(String call, String output) {
        return event("response.item.create")
                .put(
                        "item",
                        new JsonObject()
                                .put("type", "function_call_output")
                                .put("call_id", call)
                                .put("output", output))
                .encode();
    }

    static String goOn() {
        return event("response.create").encode();
    }

    static String close() {
        return event("session.close").encode();
    }

    private static JsonObject event(String type) {
        return new JsonObject().put("type", type);
    }
}
