package io.leadflip.sandbox.openai;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// The items of one session in their order, and the client events that change them.
final class Conversation {
    private final String id = Ids.next("conv");
    private final ServerEvents events;
    private final SequencedMap<String, Item> items = new LinkedHashMap<>();

    Conversation(ServerEvents events) {
        this.events = events;
    }

    String id() {
        return id;
    }

    String lastId() {
        return items.isEmpty() ? null : items.sequencedKeySet().getLast();
    }

    void begin(Item item) {
        String previous = lastId();
        items.put(item.id(), item);
        events.send(
                "conversation.item.added",
                new JsonObject().put("previous_item_id", previous).put("item", item.json()));
    }

    void finish(Item item) {
        items.put(item.id(), item);
        events.send(
                "conversation.item.done",
                new JsonObject()
                        .put("previous_item_id", before(item.id()))
                        .put("item", item.json()));
    }

    TokenCount tokens() {
        return items.values().stream().map(Item::tokens).reduce(TokenCount.NONE, TokenCount::plus);
    }

    /// Adds an item a client made, and gives it back.
    Item create(JsonObject event) {
        JsonObject given =
                Optional.ofNullable(event.getJsonObject("item"))
                        .orElseThrow(() -> new Refused(RealtimeError.missing("item")));
        String type = given.getString("type", "");
        if (!Set.of("message", "function_call", "function_call_output").contains(type)) {
            throw new Refused(
                    RealtimeError.invalid("item.type", "Invalid value: '%s'.".formatted(type)));
        }
        String itemId = given.getString("id", Ids.next("item"));
        if (items.containsKey(itemId)) {
            throw new Refused(
                    new RealtimeError(
                            "item_create_invalid_item_id",
                            "An item with this id exists already.",
                            "item.id"));
        }
        requireCall(given, type);
        JsonObject json = Item.base(itemId, type, "completed").mergeIn(given);
        Item item = new Item(itemId, json.put("id", itemId), TokenCount.text(text(given)), 0);
        begin(item);
        finish(item);
        return item;
    }

    void retrieve(JsonObject event) {
        events.send(
                "conversation.item.retrieved", new JsonObject().put("item", named(event).json()));
    }

    void delete(JsonObject event) {
        Item item = named(event);
        items.remove(item.id());
        events.send("conversation.item.deleted", new JsonObject().put("item_id", item.id()));
    }

    /// Forgets the part of a spoken item the caller did not hear.
    void truncate(JsonObject event) {
        Item item = named(event);
        Integer endMs = event.getInteger("audio_end_ms");
        if (endMs == null || !event.containsKey("content_index")) {
            throw new Refused(
                    RealtimeError.missing(endMs == null ? "audio_end_ms" : "content_index"));
        }
        if (!item.isSpeech()) {
            throw new Refused(
                    RealtimeError.invalid(
                            "item_id", "Only the model's own audio messages can be truncated."));
        }
        if (endMs < 0 || endMs > item.audioMs()) {
            throw new Refused(
                    RealtimeError.invalid(
                            "audio_end_ms",
                            "Audio content of %dms is already shorter than %dms"
                                    .formatted(item.audioMs(), endMs)));
        }
        items.put(item.id(), item.truncatedTo(endMs));
        events.send(
                "conversation.item.truncated",
                new JsonObject()
                        .put("item_id", item.id())
                        .put("content_index", 0)
                        .put("audio_end_ms", endMs));
    }

    /// The words of a message, or the output of a function.
    static String text(JsonObject item) {
        JsonArray content = item.getJsonArray("content", new JsonArray());
        StringBuilder words = new StringBuilder(item.getString("output", ""));
        for (int i = 0; i < content.size(); i++) {
            JsonObject part = content.getJsonObject(i);
            String said = part.getString("text", part.getString("transcript", ""));
            words.append(words.isEmpty() ? "" : " ").append(said);
        }
        return words.toString();
    }

    private void requireCall(JsonObject given, String type) {
        boolean answersNothing =
                "function_call_output".equals(type)
                        && items.values().stream()
                                .noneMatch(
                                        item ->
                                                given.getString("call_id", "")
                                                        .equals(item.json().getString("call_id")));
        if (answersNothing) {
            throw new Refused(
                    new RealtimeError(
                            "invalid_tool_call_id",
                            "There is no function call with this id in the conversation.",
                            "item.call_id"));
        }
    }

    private Item named(JsonObject event) {
        String itemId = event.getString("item_id");
        if (itemId == null) {
            throw new Refused(RealtimeError.missing("item_id"));
        }
        return Optional.ofNullable(items.get(itemId))
                .orElseThrow(
                        () ->
                                new Refused(
                                        new RealtimeError(
                                                "item_not_found",
                                                "There is no item '%s' in the conversation."
                                                        .formatted(itemId),
                                                "item_id")));
    }

    private String before(String itemId) {
        String previous = null;
        for (String each : items.keySet()) {
            if (each.equals(itemId)) {
                return previous;
            }
            previous = each;
        }
        return previous;
    }
}
