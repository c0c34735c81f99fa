package io.leadflip.sandbox.anthropic;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The limits the provider sets to JSON Schemas for structured output: closed objects, and no
/// bounds on numbers, texts or lists.
final class SchemaRules {
    private static final Map<String, List<String>> UNSUPPORTED =
            Map.of(
                    "integer",
                            List.of(
                                    "minimum",
                                    "maximum",
                                    "exclusiveMinimum",
                                    "exclusiveMaximum",
                                    "multipleOf"),
                    "number",
                            List.of(
                                    "minimum",
                                    "maximum",
                                    "exclusiveMinimum",
                                    "exclusiveMaximum",
                                    "multipleOf"),
                    "string", List.of("minLength", "maxLength"),
                    "array", List.of("maxItems", "uniqueItems"));
    private static final Set<String> NESTED = Set.of("anyOf", "allOf", "oneOf");

    private SchemaRules() {}

    /// The first rule a schema breaks, in words.
    static Optional<String> broken(JsonObject schema) {
        for (String type : types(schema)) {
            Optional<String> found = brokenBy(type, schema);
            if (found.isPresent()) {
                return found;
            }
        }
        return children(schema).stream()
                .map(SchemaRules::broken)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> brokenBy(String type, JsonObject schema) {
        if ("object".equals(type)
                && !Boolean.FALSE.equals(schema.getValue("additionalProperties"))) {
            return Optional.of(
                    "For 'object' type, 'additionalProperties' must be explicitly set to false");
        }
        return UNSUPPORTED.getOrDefault(type, List.of()).stream()
                .filter(schema::containsKey)
                .findFirst()
                .map(key -> "For '%s' type, property '%s' is not supported".formatted(type, key));
    }

    private static List<String> types(JsonObject schema) {
        return switch (schema.getValue("type")) {
            case String one -> List.of(one);
            case JsonArray many -> many.stream().map(Object::toString).toList();
            case null, default -> List.of();
        };
    }

    private static List<JsonObject> children(JsonObject schema) {
        List<JsonObject> children = new ArrayList<>();
        for (String key : List.of("properties", "$defs", "definitions")) {
            schema.getJsonObject(key, new JsonObject())
                    .forEach(entry -> add(children, entry.getValue()));
        }
        NESTED.forEach(
                key ->
                        schema.getJsonArray(key, new JsonArray())
                                .forEach(branch -> add(children, branch)));
        add(children, schema.getValue("items"));
        return children;
    }

    private static void add(List<JsonObject> children, Object candidate) {
        if (candidate instanceof JsonObject child) {
            children.add(child);
        }
    }
}
