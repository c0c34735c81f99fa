package io.leadflip.sandbox.story;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/// One consumer of the story: what is written, who answers the phone, and where it should end.
///
/// @param key the name of the lead in the story
/// @param persona who answers `phone`; empty when nobody should ever call
/// @param leadEnds the statuses in which the lead may end
/// @param callEnds the outcomes of the call that are as expected; empty when no call may happen
public record LeadSeed(
        String key,
        String text,
        Optional<String> zip,
        String name,
        String email,
        String phone,
        boolean visitor,
        String objective,
        Optional<JsonObject> persona,
        Set<String> leadEnds,
        Set<String> callEnds) {

    /// The leads of the story.
    public static List<LeadSeed> all() {
        return StoryData.read("leads.json").stream()
                .map(JsonObject.class::cast)
                .map(LeadSeed::of)
                .toList();
    }

    private static LeadSeed of(JsonObject json) {
        JsonObject expect = json.getJsonObject("expect");
        return new LeadSeed(
                json.getString("key"),
                json.getString("text"),
                Optional.ofNullable(json.getString("zip")),
                json.getString("name"),
                json.getString("email"),
                json.getString("phone"),
                json.getBoolean("visitor", false),
                json.getString("objective"),
                Optional.ofNullable(json.getJsonObject("persona")),
                words(expect.getJsonArray("lead")),
                words(expect.getJsonArray("call")));
    }

    private static Set<String> words(JsonArray array) {
        Set<String> words = new TreeSet<>();
        if (array != null) {
            array.forEach(word -> words.add((String) word));
        }
        return words;
    }

    public boolean expectsCall() {
        return !callEnds.isEmpty();
    }

    /// The same key in every run, so that a repeated request is recognised as the one made before.
    String idempotencyKey(String request) {
        return UUID.nameUUIDFromBytes(
                        ("leadflip/story/" + key + "/" + request).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /// The subject of the consumer's account.
    String subject() {
        return "user_consumer_" + key;
    }

    JsonObject request() {
        JsonObject consent =
                new JsonObject()
                        .put("kind", "SERVICE_MESSAGES")
                        .put("granted", true)
                        .put(
                                "text",
                                "LeadFlip may send me messages about this request by e-mail and SMS.")
                        .put("version", "2026-11");
        JsonObject request =
                new JsonObject()
                        .put("text", text)
                        .put("name", name)
                        .put("email", email)
                        .put("phone", phone)
                        .put("consents", new JsonArray().add(consent));
        zip.ifPresent(known -> request.put("zip", known));
        return request;
    }
}
