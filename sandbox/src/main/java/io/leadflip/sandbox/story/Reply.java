package io.leadflip.sandbox.story;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/// One answer of an API.
public record Reply(String request, int status, String body) {

    public JsonObject json() {
        return new JsonObject(body);
    }

    public List<JsonObject> list(String name) {
        JsonArray array = json().getJsonArray(name, new JsonArray());
        return array.stream().map(JsonObject.class::cast).toList();
    }

    /// This answer when it has one of these statuses; otherwise the story cannot go on.
    public Reply expect(int... statuses) {
        for (int expected : statuses) {
            if (status == expected) {
                return this;
            }
        }
        throw new StoryException(request + " answered " + status + ": " + body);
    }
}
