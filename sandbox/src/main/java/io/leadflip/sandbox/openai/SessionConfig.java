package io.leadflip.sandbox.openai;

import io.leadflip.sandbox.speech.Voice;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/// The effective configuration of one session: what the provider starts with, changed only where an
/// update says so.
final class SessionConfig {
    private static final Set<String> SESSION_KEYS =
            Set.of(
                    "type",
                    "model",
                    "instructions",
                    "output_modalities",
                    "audio",
                    "include",
                    "max_output_tokens",
                    "parallel_tool_calls",
                    "tool_choice",
                    "tools",
                    "reasoning",
                    "tracing",
                    "truncation",
                    "prompt");
    private static final Set<String> INPUT_KEYS =
            Set.of("format", "noise_reduction", "transcription", "turn_detection");
    private static final Set<String> OUTPUT_KEYS = Set.of("format", "voice", "speed");
    private static final Set<String> DETECTION_KEYS =
            Set.of(
                    "type",
                    "threshold",
                    "prefix_padding_ms",
                    "silence_duration_ms",
                    "create_response",
                    "interrupt_response",
                    "idle_timeout_ms",
                    "eagerness");
    private static final Map<String, Integer> EAGERNESS_SILENCE_MS =
            Map.of("high", 300, "auto", 500, "medium", 500, "low", 900);

    private final JsonObject effective;

    SessionConfig(String sessionId, String model, Instant expires) {
        effective =
                new JsonObject()
                        .put("object", "realtime.session")
                        .put("type", "realtime")
                        .put("id", sessionId)
                        .put("model", model)
                        .put("output_modalities", new JsonArray().add("audio"))
                        .put("instructions", "You are a helpful assistant.")
                        .put("tools", new JsonArray())
                        .put("tool_choice", "auto")
                        .put("parallel_tool_calls", true)
                        .put("max_output_tokens", "inf")
                        .put("tracing", null)
                        .put("prompt", null)
                        .put("truncation", "auto")
                        .put("include", null)
                        .put("expires_at", expires.getEpochSecond())
                        .put(
                                "audio",
                                new JsonObject()
                                        .put("input", firstInput())
                                        .put("output", firstOutput()));
    }

    JsonObject json() {
        return effective.copy();
    }

    /// Applies an update completely, or refuses it and changes nothing.
    void update(JsonObject session, boolean spoken) {
        check(session, spoken);
        session.fieldNames().stream()
                .filter(key -> !Set.of("audio", "type", "model").contains(key))
                .forEach(key -> effective.put(key, session.getValue(key)));
        JsonObject audio = session.getJsonObject("audio", new JsonObject());
        merge(audio.getJsonObject("input"), input());
        merge(audio.getJsonObject("output"), output());
        JsonObject detection = input().getJsonObject("turn_detection");
        if (detection != null) {
            input().put("turn_detection", firstDetection(500).mergeIn(detection));
        }
    }

    /// Fault: the provider accepts a format and quietly goes on with another one.
    void loseFormat() {
        output().put("format", pcm24k());
    }

    String instructions() {
        return effective.getString("instructions", "");
    }

    Tools tools() {
        return "none".equals(effective.getValue("tool_choice"))
                ? Tools.none()
                : Tools.from(effective.getJsonArray("tools", new JsonArray()));
    }

    int textTokens() {
        return TokenCount.ofText(instructions())
                + TokenCount.ofText(effective.getJsonArray("tools", new JsonArray()).encode());
    }

    boolean textOnly() {
        return effective.getJsonArray("output_modalities").contains("text");
    }

    JsonObject output() {
        return effective.getJsonObject("audio").getJsonObject("output");
    }

    boolean hearsTelephone() {
        return isTelephone(input());
    }

    boolean speaksTelephone() {
        return isTelephone(output());
    }

    boolean transcribes() {
        return input().getJsonObject("transcription") != null;
    }

    Voice voice() {
        Object voice = output().getValue("voice");
        return Voice.ofProvider(voice instanceof String name ? name : "marin")
                .faster(output().getDouble("speed", 1.0));
    }

    int maxOutputTokens() {
        return effective.getValue("max_output_tokens") instanceof Number limit
                ? limit.intValue()
                : Integer.MAX_VALUE;
    }

    Object maxOutputTokensAsGiven() {
        return effective.getValue("max_output_tokens");
    }

    JsonArray modalities() {
        return effective.getJsonArray("output_modalities");
    }

    /// How turns are detected; null when the client commits them itself.
    JsonObject turnDetection() {
        return input().getJsonObject("turn_detection");
    }

    int silenceMs() {
        JsonObject detection = turnDetection();
        return "semantic_vad".equals(detection.getString("type"))
                ? EAGERNESS_SILENCE_MS.getOrDefault(detection.getString("eagerness", "auto"), 500)
                : detection.getInteger("silence_duration_ms");
    }

    private JsonObject input() {
        return effective.getJsonObject("audio").getJsonObject("input");
    }

    private static boolean isTelephone(JsonObject side) {
        return "audio/pcmu".equals(side.getJsonObject("format").getString("type"));
    }

    private static void merge(JsonObject change, JsonObject into) {
        if (change != null) {
            change.fieldNames().forEach(key -> into.put(key, change.getValue(key)));
        }
    }

    private void check(JsonObject session, boolean spoken) {
        if (!session.containsKey("type")) {
            throw new Refused(RealtimeError.missing("session.type"));
        }
        require(
                "realtime".equals(session.getValue("type")),
                "session.type",
                "Passing a session of another type than 'realtime' is not possible here.");
        known(session, SESSION_KEYS, "session.");
        JsonObject audio = session.getJsonObject("audio", new JsonObject());
        known(audio, Set.of("input", "output"), "session.audio.");
        checkInput(audio.getJsonObject("input", new JsonObject()));
        checkOutput(audio.getJsonObject("output", new JsonObject()), spoken);
        checkTools(session.getJsonArray("tools", new JsonArray()));
        require(
                session.getString("instructions", "").length() <= 100_000,
                "session.instructions",
                "Instructions are too long.");
        JsonArray modalities = session.getJsonArray("output_modalities", modalities());
        require(
                modalities.size() == 1 && Set.of("audio", "text").contains(modalities.getString(0)),
                "session.output_modalities",
                "Invalid modalities. Supported combinations are: ['text'] and ['audio'].");
    }

    private static void checkInput(JsonObject input) {
        known(input, INPUT_KEYS, "session.audio.input.");
        checkFormat(input, "session.audio.input.format");
        JsonObject detection = input.getJsonObject("turn_detection");
        if (detection == null) {
            return;
        }
        String at = "session.audio.input.turn_detection.";
        known(detection, DETECTION_KEYS, at);
        require(
                Set.of("server_vad", "semantic_vad").contains(detection.getString("type", "")),
                at + "type",
                "Supported values are: 'server_vad' and 'semantic_vad'.");
        between(detection.getDouble("threshold"), 0, 1, at + "threshold");
        between(detection.getDouble("silence_duration_ms"), 0, 60_000, at + "silence_duration_ms");
        between(detection.getDouble("prefix_padding_ms"), 0, 60_000, at + "prefix_padding_ms");
        between(detection.getDouble("idle_timeout_ms"), 5_000, 30_000, at + "idle_timeout_ms");
    }

    private void checkOutput(JsonObject output, boolean spoken) {
        known(output, OUTPUT_KEYS, "session.audio.output.");
        checkFormat(output, "session.audio.output.format");
        between(output.getDouble("speed"), 0.25, 1.5, "session.audio.output.speed");
        if (output.getValue("voice") instanceof String voice) {
            require(
                    Voice.isProviderVoice(voice),
                    "session.audio.output.voice",
                    "There is no voice '%s'.".formatted(voice));
            if (spoken && !voice.equals(output().getValue("voice"))) {
                throw new Refused(
                        new RealtimeError(
                                "cannot_update_voice",
                                "The voice cannot change once the assistant has spoken.",
                                "session.audio.output.voice"));
            }
        }
    }

    private static void checkTools(JsonArray tools) {
        for (int i = 0; i < tools.size(); i++) {
            JsonObject tool = tools.getJsonObject(i);
            String at = "session.tools[%d].".formatted(i);
            require(
                    Set.of("function", "mcp").contains(tool.getString("type", "")),
                    at + "type",
                    "Supported values are: 'function' and 'mcp'.");
            if ("function".equals(tool.getString("type")) && tool.getString("name", "").isBlank()) {
                throw new Refused(RealtimeError.missing(at + "name"));
            }
        }
    }

    private static void checkFormat(JsonObject side, String param) {
        JsonObject format = side.getJsonObject("format");
        if (format == null) {
            return;
        }
        known(format, Set.of("type", "rate"), param + ".");
        String type = format.getString("type", "");
        require(
                Set.of("audio/pcm", "audio/pcmu").contains(type),
                param + ".type",
                "The sandbox hears and speaks 'audio/pcm' and 'audio/pcmu'.");
        require(
                !"audio/pcm".equals(type) || format.getInteger("rate", 24_000) == 24_000,
                param + ".rate",
                "Only 24000 is possible.");
    }

    private static void known(JsonObject given, Set<String> keys, String path) {
        given.fieldNames().stream()
                .filter(key -> !keys.contains(key))
                .findFirst()
                .ifPresent(
                        key -> {
                            throw new Refused(RealtimeError.unknown(path + key));
                        });
    }

    private static void between(Double value, double from, double to, String param) {
        require(
                value == null || (value >= from && value <= to),
                param,
                "Expected a value from %s to %s.".formatted(from, to));
    }

    private static void require(boolean fine, String param, String message) {
        if (!fine) {
            throw new Refused(
                    RealtimeError.invalid(
                            param, "Invalid value for '%s'. %s".formatted(param, message)));
        }
    }

    private static JsonObject firstInput() {
        return new JsonObject()
                .put("format", pcm24k())
                .put("transcription", null)
                .put("noise_reduction", null)
                .put("turn_detection", firstDetection(200));
    }

    private static JsonObject firstOutput() {
        return new JsonObject().put("format", pcm24k()).put("voice", "marin").put("speed", 1.0);
    }

    private static JsonObject firstDetection(int silenceMs) {
        return new JsonObject()
                .put("type", "server_vad")
                .put("threshold", 0.5)
                .put("prefix_padding_ms", 300)
                .put("silence_duration_ms", silenceMs)
                .put("idle_timeout_ms", null)
                .put("create_response", true)
                .put("interrupt_response", true);
    }

    private static JsonObject pcm24k() {
        return new JsonObject().put("type", "audio/pcm").put("rate", 24_000);
    }
}
