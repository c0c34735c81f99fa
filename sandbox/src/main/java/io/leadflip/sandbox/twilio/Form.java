package io.leadflip.sandbox.twilio;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The form a client posted; a field may occur more than once. Kept in the ledger, so a restarted
/// sandbox still knows what was asked.
record Form(Map<String, List<String>> fields) {

    static Form of(MultiMap posted) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        posted.forEach(
                entry ->
                        fields.computeIfAbsent(entry.getKey(), name -> new ArrayList<>())
                                .add(entry.getValue()));
        return new Form(fields);
    }

    static Form of(JsonObject kept) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        kept.forEach(entry -> fields.put(entry.getKey(), texts(entry.getValue())));
        return new Form(fields);
    }

    private static List<String> texts(Object value) {
        return value instanceof JsonArray many
                ? many.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(value));
    }

    Optional<String> text(String name) {
        return all(name).stream().findFirst().filter(value -> !value.isBlank());
    }

    List<String> all(String name) {
        return fields.getOrDefault(name, List.of());
    }

    /// The number in a field, `usual` when absent; empty when it is no number or out of range.
    Optional<Integer> number(String name, int usual, int least, int most) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return Optional.of(usual);
        }
        return text.filter(value -> value.matches("\\d{1,7}"))
                .map(Integer::valueOf)
                .filter(value -> value >= least && value <= most);
    }

    boolean yes(String name) {
        return text(name).filter("true"::equalsIgnoreCase).isPresent();
    }

    JsonObject json() {
        JsonObject json = new JsonObject();
        fields.forEach(
                (name, values) ->
                        json.put(
                                name,
                                values.size() == 1 ? values.getFirst() : new JsonArray(values)));
        return json;
    }
}
