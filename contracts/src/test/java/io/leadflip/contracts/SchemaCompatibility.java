package io.leadflip.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Finds what a changed schema breaks, for consumers of the old version that read new facts and for
/// consumers of the new version that read old ones.
final class SchemaCompatibility {
    private static final String WHAT_TO_DO =
            ": keep the old form and tell the new one as a type of version 2, or, when no version with the old form was ever released, run `make contracts-baseline`";

    private final List<String> breaks = new ArrayList<>();
    private final String type;

    private SchemaCompatibility(String type) {
        this.type = type;
    }

    /// @param type short name of the fact
    /// @return a sentence for everything that breaks; empty when the change only adds
    static List<String> breaks(String type, JsonNode released, JsonNode current) {
        var comparison = new SchemaCompatibility(type);
        comparison.compare("", released, current);
        return comparison.breaks;
    }

    /// A schema that is gone.
    static String removed(String type) {
        return type + " is told no more, but facts of it lie in outboxes" + WHAT_TO_DO;
    }

    private void compare(String path, JsonNode released, JsonNode current) {
        if (isNullable(released) != isNullable(current)) {
            report(
                    path,
                    isNullable(released)
                            ? "was optional and is required now"
                            : "was always there and may be missing now");
        }
        compareValues(path, value(released), value(current));
    }

    private void compareValues(String path, JsonNode released, JsonNode current) {
        for (var keyword : List.of("type", "format", "pattern")) {
            if (!released.path(keyword).equals(current.path(keyword))) {
                report(
                        path,
                        "had the %s %s and has %s now"
                                .formatted(
                                        keyword,
                                        shown(released, keyword),
                                        shown(current, keyword)));
            }
        }
        compareEnums(path, released.path("enum"), current.path("enum"));
        compareMembers(path, released, current);
        if (released.has("items") && current.has("items")) {
            compare(path + "/items", released.get("items"), current.get("items"));
        }
    }

    /// A reader has no fallback for a value it does not know: it puts the whole fact away as a dead
    /// letter.
    private void compareEnums(String path, JsonNode released, JsonNode current) {
        if (released.isMissingNode() && !current.isMissingNode()) {
            report(path, "could be any text and is an enum now");
            return;
        }
        missing(released, current).forEach(value -> report(path, "lost the value " + value));
        missing(current, released)
                .forEach(
                        value ->
                                report(
                                        path,
                                        "has the new value %s, and readers of before make a dead letter of it"
                                                .formatted(value)));
    }

    /// Values of `some` that `others` lacks.
    private static List<JsonNode> missing(JsonNode some, JsonNode others) {
        var there = new HashSet<>(others.valueStream().toList());
        return some.valueStream().filter(value -> !there.contains(value)).toList();
    }

    private void compareMembers(String path, JsonNode released, JsonNode current) {
        var required = required(released);
        var requiredNow = required(current);
        for (var member : released.path("properties").properties()) {
            var name = member.getKey();
            var now = current.path("properties").path(name);
            if (now.isMissingNode()) {
                report(path + "/" + name, "was removed or renamed");
                continue;
            }
            compare(path + "/" + name, member.getValue(), now);
            if (required.contains(name) != requiredNow.contains(name)
                    && isNullable(member.getValue()) == isNullable(now)) {
                report(
                        path + "/" + name,
                        required.contains(name)
                                ? "was always there and may be missing now"
                                : "was optional and is required now");
            }
        }
        current.path("properties")
                .fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!released.path("properties").has(name)
                                    && requiredNow.contains(name)) {
                                report(
                                        path + "/" + name,
                                        "is new and required, but facts told before do not have it; mark it @Nullable");
                            }
                        });
    }

    private void report(String path, String what) {
        breaks.add(type + " " + (path.isEmpty() ? "/" : path) + " " + what + WHAT_TO_DO);
    }

    private static boolean isNullable(JsonNode schema) {
        return schema.has("anyOf");
    }

    private static JsonNode value(JsonNode schema) {
        return isNullable(schema) ? schema.get("anyOf").get(0) : schema;
    }

    private static String shown(JsonNode schema, String keyword) {
        return schema.has(keyword) ? schema.get(keyword).asText() : "none";
    }

    private static Set<String> required(JsonNode schema) {
        var names = new HashSet<String>();
        schema.path("required").forEach(name -> names.add(name.asText()));
        return names;
    }
}
