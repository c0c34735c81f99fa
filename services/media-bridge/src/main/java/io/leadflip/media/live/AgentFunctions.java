package io.leadflip.media.live;

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

    private static JsonArray read() {
        try (InputStream file = AgentFunctions.class.getResourceAsStream("/agent-tools.json")) {
            return new JsonArray(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("The agent's functions could not be read", e);
        }
    }
}
