package io.leadflip.media.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadflip.contracts.event.MediaFact.ModelUsage;
import io.leadflip.media.bridge.ModelEvent;
import io.leadflip.media.bridge.ModelEvent.Result;
import io.leadflip.media.live.AgentFunctions;
import io.leadflip.media.wire.Base64Text;
import java.util.List;
import java.util.Set;

/// Reads the model's server events, whatever the order of their fields. Kinds that do not concern a
/// call are `Unknown`.
final class RealtimeReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TELEPHONE = "audio/pcmu";
    private static final String ALREADY_SPEAKING = "conversation_already_has_active_response";

    /// Trying again cannot mend these.
    private static final Set<String> HOPELESS =
            Set.of(
                    "insufficient_quota",
                    "invalid_api_key",
                    "account_deactivated",
                    "billing_hard_limit_reached",
                    "model_not_found");

    /// Functions that only ever keep something from the person.

    /// The session has reached the provider's age limit; another one is served.
    private static final String EXPIRED = "session_expired";

    private static final int TOKENS_PER_SECOND_HEARD = 10;

    private final String model;

    RealtimeReader(String model) {
        this.model = model;
    }

    List<ModelEvent> read(String text) {
        try {
            JsonNode event = JSON.readTree(text);
            return event.path("type").isTextual()
                    ? counted(event, read(event, event.get("type").asText()))
                    : List.of();
        } catch (JsonProcessingException e) {
            return List.of(new ModelEvent.Complaint("unreadable"));
        }
    }

    /// What the caller says is written down by a model of its own, which is paid as well.
    private List<ModelEvent> counted(JsonNode event, ModelEvent read) {
        return read instanceof ModelEvent.CallerSaid && event.hasNonNull("usage")
                ? List.of(new ModelEvent.Used(transcription(event.get("usage"))), read)
                : List.of(read);
    }

    private ModelEvent read(JsonNode event, String type) {
        return switch (type) {
            case "session.updated" ->
                    new ModelEvent.Configured(telephoneBothWays(event.path("session")));
            case "input_audio_buffer.speech_started" ->
                    new ModelEvent.SpeechStarted(
                            text(event, "item_id"), event.path("audio_start_ms").asLong());
            case "input_audio_buffer.speech_stopped" ->
                    new ModelEvent.SpeechStopped(
                            text(event, "item_id"), event.path("audio_end_ms").asLong());
            case "input_audio_buffer.committed" -> new ModelEvent.TurnTaken(text(event, "item_id"));
            case "conversation.item.input_audio_transcription.completed" ->
                    new ModelEvent.CallerSaid(text(event, "item_id"), text(event, "transcript"));
            case "conversation.item.input_audio_transcription.failed" ->
                    new ModelEvent.CallerNotUnderstood(text(event, "item_id"));
            case "response.created" ->
                    new ModelEvent.ResponseStarted(text(event.path("response"), "id"));
            case "response.output_audio.delta" -> audio(event);
            case "response.output_audio.done" ->
                    new ModelEvent.AudioDone(text(event, "response_id"), text(event, "item_id"));
            case "response.output_audio_transcript.delta" ->
                    new ModelEvent.Words(text(event, "item_id"), text(event, "delta"));
            case "response.output_audio_transcript.done" ->
                    new ModelEvent.WordsDone(text(event, "item_id"), text(event, "transcript"));
            case "response.output_item.done" -> tool(event);
            case "response.done" -> ended(event.path("response"));
            case "error" -> error(event.path("error"));
            default -> new ModelEvent.Unknown();
        };
    }

    private static boolean telephoneBothWays(JsonNode session) {
        JsonNode audio = session.path("audio");
        return TELEPHONE.equals(audio.path("input").path("format").path("type").asText())
                && TELEPHONE.equals(audio.path("output").path("format").path("type").asText());
    }

    private static ModelEvent audio(JsonNode event) {
        String payload = text(event, "delta");
        if (payload.isEmpty()) {
            return new ModelEvent.Unknown();
        }
        if (!Base64Text.isValid(payload)) {
            return new ModelEvent.Complaint("no-base64");
        }
        return new ModelEvent.Audio(
                text(event, "response_id"), text(event, "item_id"), payload, bytes(payload));
    }

    /// How many bytes a base64 text stands for.
    static int bytes(String base64) {
        int padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
        return base64.length() * 3 / 4 - padding;
    }

    private static ModelEvent tool(JsonNode event) {
        JsonNode item = event.path("item");
        if (!AgentFunctions.called(item)) {
            return new ModelEvent.Unknown();
        }
        return new ModelEvent.ToolCalled(
                text(event, "response_id"),
                text(item, "call_id"),
                text(item, "name"),
                text(item, "arguments"));
    }

    private ModelEvent ended(JsonNode response) {
        Result result =
                switch (text(response, "status")) {
                    case "completed" -> Result.COMPLETED;
                    case "cancelled" -> Result.CANCELLED;
                    case "incomplete" -> Result.INCOMPLETE;
                    default -> Result.FAILED;
                };
        String failure = text(response.path("status_details").path("error"), "code");
        return new ModelEvent.ResponseEnded(
                text(response, "id"),
                result,
                HOPELESS.contains(failure),
                usage(response.path("usage")));
    }

    /// The provider's totals contain the cached part; it is told apart here, so that every token is
    /// counted once.
    private ModelUsage usage(JsonNode usage) {
        JsonNode in = usage.path("input_token_details");
        JsonNode cached = in.path("cached_tokens_details");
        JsonNode out = usage.path("output_token_details");
        long cachedText = cached.path("text_tokens").asLong();
        long cachedAudio = cached.path("audio_tokens").asLong();
        return new ModelUsage(
                model,
                Math.max(0, in.path("text_tokens").asLong() - cachedText),
                Math.max(0, in.path("audio_tokens").asLong() - cachedAudio),
                in.path("cached_tokens").asLong(),
                out.path("text_tokens").asLong(),
                out.path("audio_tokens").asLong());
    }

    /// Counted in tokens or by its length. A second of speech is ten tokens, and costs about the
    /// same either way.
    private ModelUsage transcription(JsonNode usage) {
        JsonNode in = usage.path("input_token_details");
        long bySeconds = Math.round(usage.path("seconds").asDouble() * TOKENS_PER_SECOND_HEARD);
        return new ModelUsage(
                model,
                in.path("text_tokens").asLong(),
                in.path("audio_tokens").asLong() + bySeconds,
                0,
                usage.path("output_tokens").asLong(),
                0);
    }

    private static ModelEvent error(JsonNode error) {
        String code = text(error, "code");
        if (code.equals(ALREADY_SPEAKING)) {
            String command = text(error, "event_id");
            return new ModelEvent.AlreadySpeaking(command.isEmpty() ? null : command);
        }
        if (HOPELESS.contains(code)) {
            return new ModelEvent.Refused(code);
        }
        return code.equals(EXPIRED) ? new ModelEvent.Lost() : new ModelEvent.Complaint(code);
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText("");
    }
}
