package io.leadflip.media.gptlive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadflip.media.live.AgentFunctions;
import java.util.Base64;
import java.util.Set;

/// Reads the server's events, whatever the order of their fields. Kinds that do not concern a call
/// are `Other`.
final class LiveReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Trying again cannot mend these.
    private static final Set<String> HOPELESS =
            Set.of(
                    "insufficient_quota",
                    "invalid_api_key",
                    "account_deactivated",
                    "billing_hard_limit_reached",
                    "model_not_found");

    private LiveReader() {}

    static LiveEvent read(String text) {
        try {
            JsonNode event = JSON.readTree(text);
            return read(event, event.path("type").asText());
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return new LiveEvent.Complained("unreadable");
        }
    }

    private static LiveEvent read(JsonNode event, String type) {
        return switch (type) {
            case "session.started" -> new LiveEvent.Started(telephone(event.path("session")));
            case "session.output_audio.delta" -> output(event.path("delta").asText());
            case "session.output_transcript.delta" ->
                    new LiveEvent.OutputWords(
                            event.path("delta").asText(), event.path("start_ms").asLong());
            case "session.input_transcript.delta" ->
                    new LiveEvent.InputWords(
                            event.path("delta").asText(),
                            event.path("start_ms").asLong(),
                            event.path("end_ms").asLong());
            case "response.event" -> backend(event.path("event"));
            case "session.usage.updated" ->
                    new LiveEvent.Used(event.path("usage").path("seconds").asDouble());
            case "session.closed" ->
                    new LiveEvent.Closed(
                            event.path("reason").asText(),
                            event.path("usage").path("seconds").asDouble());
            case "error" -> failed(event.path("error").path("code").asText());
            default -> new LiveEvent.Other();
        };
    }

    private static boolean telephone(JsonNode session) {
        JsonNode format = session.path("audio").path("format");
        return "audio/pcmu".equals(format.path("type").asText())
                && format.path("rate").asInt(8000) == 8000;
    }

    private static LiveEvent output(String payload) {
        byte[] mulaw = Base64.getDecoder().decode(payload);
        return mulaw.length == 0
                ? new LiveEvent.Other()
                : new LiveEvent.Output(payload, mulaw.length, Loudness.voiced(mulaw));
    }

    private static LiveEvent backend(JsonNode event) {
        JsonNode item = event.path("item");
        return switch (event.path("type").asText()) {
            case "response.output_item.done" -> called(item);
            case "response.completed" -> used(event.path("response").path("usage"));
            default -> new LiveEvent.Other();
        };
    }

    private static LiveEvent called(JsonNode item) {
        return AgentFunctions.called(item)
                ? new LiveEvent.FunctionCalled(
                        item.path("call_id").asText(),
                        item.path("name").asText(),
                        item.path("arguments").asText())
                : new LiveEvent.Other();
    }

    /// The provider's input contains the cached part; here every token is counted once.
    private static LiveEvent used(JsonNode usage) {
        long cached = usage.path("input_tokens_details").path("cached_tokens").asLong();
        return new LiveEvent.BackendUsed(
                Math.max(0, usage.path("input_tokens").asLong() - cached),
                cached,
                usage.path("output_tokens").asLong());
    }

    private static LiveEvent failed(String code) {
        return HOPELESS.contains(code)
                ? new LiveEvent.Hopeless(code)
                : new LiveEvent.Complained(code);
    }
}
