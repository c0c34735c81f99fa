package io.leadflip.sandbox.story;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/// One business of the story and the account that owns it.
public record BusinessSeed(String key, String owner, String name, JsonObject profile) {

    /// The businesses of the story.
    public static List<BusinessSeed> all() {
        return StoryData.read("businesses.json").stream()
                .map(JsonObject.class::cast)
                .map(BusinessSeed::of)
                .toList();
    }

    private static BusinessSeed of(JsonObject json) {
        return new BusinessSeed(
                json.getString("key"), json.getString("owner"), json.getString("name"), json);
    }

    String idempotencyKey() {
        return UUID.nameUUIDFromBytes(
                        ("leadflip/story/business/" + key).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /// What the API takes; `key` and `owner` belong to the story.
    JsonObject request() {
        JsonObject request = profile.copy();
        List.of("key", "owner").forEach(request::remove);
        return request;
    }
}
