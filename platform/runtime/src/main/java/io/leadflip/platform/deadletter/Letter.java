package io.leadflip.platform.deadletter;

import io.leadflip.contracts.door.DeadLetterOrigin;
import io.leadflip.contracts.event.EventEntry;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/// What is given up, with all that is needed to try it again.
///
/// @param subjectId what tells it from others: id of the event or of the work; null when an entry
///   has none that can be read
/// @param payload the stream entry's fields, or the work's key and payload
public record Letter(
        DeadLetterOrigin origin, String name, UUID subjectId, String key, JsonObject payload) {
    private static final int LONGEST_KEY = 255;

    /// An entry as it came; it may be anything.
    public static Letter of(EventEntry entry) {
        var fields = new JsonObject();
        entry.fields().forEach((name, value) -> fields.put(storable(name), storable(value)));
        return new Letter(
                DeadLetterOrigin.EVENT,
                bounded(entry.fields().getOrDefault("type", "unknown")),
                entry.id().orElse(null),
                bounded(entry.partitionKey()),
                fields);
    }

    public static Letter of(UUID workId, String kind, String key, JsonObject payload) {
        return new Letter(
                DeadLetterOrigin.WORK,
                kind,
                workId,
                bounded(key),
                new JsonObject().put("key", key).put("payload", payload));
    }

    /// Postgres stores no NUL.
    private static String storable(String text) {
        return text == null ? "" : text.replace('\u0000', '\uFFFD');
    }

    private static String bounded(String text) {
        var storable = storable(text);
        return storable.substring(0, Math.min(storable.length(), LONGEST_KEY));
    }
}
