package io.leadflip.media.live;

import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The functions every voice model may call, as their providers want them declared.
public final class AgentFunctions {
    private static final JsonArray DECLARED = read();

    private AgentFunctions() {}

    public static JsonArray declared() {
        return DECLARED.copy();
    }

    private static JsonArray read() {
        try (InputStream file = AgentFunctions.class.getResourceAsStream("/agent-tools.json")) {
            return new JsonArray(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("The agent's functions could not be read", e);
        }
    }
}
