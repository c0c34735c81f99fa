package io.leadflip.sandbox.story;

import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The files of the story beside the classes.
final class StoryData {
    private StoryData() {}

    static JsonArray read(String file) {
        try (InputStream stream = StoryData.class.getResourceAsStream("/story/" + file)) {
            return new JsonArray(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("The story's data cannot be read: " + file, e);
        }
    }
}
