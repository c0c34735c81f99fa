package io.leadflip.media.live;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/// The functions every voice model may call, as their providers want them declared.
public final class AgentFunctions {
    private static final Set<String> RECORDING = Set.of("allow_recording", "stop_recording");
    private static final Set<String> PROTECTING = Set.of("opt_out", "stop_recording");
    private static final JsonArray DECLARED = read();

    private AgentFunctions() {}

    /// @param recording whether those that allow and stop a recording are among them
    public static JsonArray declared(boolean recording) {
        JsonArray declared = new JsonArray();
        DECLARED.stream()
                .map(JsonObject.class::cast)
                .filter(function -> recording || !RECORDING.contains(function.getString("name")))
                .forEach(function -> declared.add(function.copy()));
        return declared;
    }

    /// Whether a finished item of a response is the call of a function that is to be carried out.
    /// An item is finished as well when its response was interrupted or ran out of tokens; what the
    /// model was about to do is not done then. Whoever wants no more gets no more all the same.
    public static boolean called(JsonNode item) {
        String status = item.path("status").asText("");
        boolean whole = status.isEmpty() || status.equals("completed");
        return "function_call".equals(item.path("type").asText())
                && (whole || PROTECTING.contains(item.path("name").asText()));
    }

    private static JsonArray read() {
        try (InputStream file = AgentFunctions.class.getResourceAsStream("/agent-tools.json")) {
            return new JsonArray(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("The agent's functions could not be read", e);
        }
    }
}
