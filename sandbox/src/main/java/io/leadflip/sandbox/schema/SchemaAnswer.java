package io.leadflip.sandbox.schema;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Writes known facts in the form a JSON Schema asks for, as a language model with structured
/// output does.
///
/// Facts are found by property name, ignoring case and punctuation (`budget_min` is `budgetMin`). A
/// property nothing is known about is null where the schema allows it, else the emptiest value of
/// its type; optional ones are left out.
public final class SchemaAnswer {
    private static final List<String> EVASIVE =
            List.of("unknown", "other", "none", "not_applicable", "platform_ended");

    private final JsonObject root;
    private final Map<String, Object> facts;

    private SchemaAnswer(JsonObject root, Map<String, Object> facts) {
        this.root = root;
        this.facts = facts;
    }

    /// The object that says `facts` (values: text, numbers, booleans, lists, maps) in the form of
    /// `schema`.
    public static JsonObject write(JsonObject schema, Map<String, Object> facts) {
        return new SchemaAnswer(schema, facts).object(schema, facts);
    }

    private JsonObject object(JsonObject schema, Map<?, ?> known) {
        JsonObject written = new JsonObject();
        JsonObject properties = schema.getJsonObject("properties", new JsonObject());
        JsonArray required = schema.getJsonArray("required", new JsonArray());
        for (String name : properties.fieldNames()) {
            Optional<Object> fact = fact(known, name);
            if (fact.isPresent() || required.contains(name)) {
                written.put(name, value(properties.getJsonObject(name), fact.orElse(null)));
            }
        }
        return written;
    }

    private Object value(JsonObject declared, Object fact) {
        JsonObject schema = branch(resolved(declared), fact);
        if (schema.containsKey("const")) {
            return schema.getValue("const");
        }
        if (schema.containsKey("enum")) {
            return choice(schema.getJsonArray("enum"), fact);
        }
        List<String> types = types(schema);
        if (fact == null && types.contains("null")) {
            return null;
        }
        return switch (types.stream()
                .filter(type -> !"null".equals(type))
                .findFirst()
                .orElse("null")) {
            case "string" -> text(fact);
            case "integer" ->
                    fact instanceof Number number ? Math.round(number.doubleValue()) : (Object) 0;
            case "number" -> fact instanceof Number number ? number : (Object) 0;
            case "boolean" -> Boolean.TRUE.equals(fact);
            case "array" -> array(schema, fact);
            case "object" -> object(schema, fact instanceof Map<?, ?> inner ? inner : facts);
            default -> null;
        };
    }

    private JsonArray array(JsonObject schema, Object fact) {
        JsonArray written = new JsonArray();
        JsonObject items = schema.getJsonObject("items", new JsonObject().put("type", "string"));
        Collection<?> elements =
                fact instanceof Collection<?> many
                        ? many
                        : fact == null ? List.of() : List.of(fact);
        elements.stream()
                .filter(each -> fits(resolved(items), each))
                .map(each -> value(items, each))
                .forEach(written::add);
        return written;
    }

    private JsonObject branch(JsonObject schema, Object fact) {
        JsonArray branches = schema.getJsonArray("anyOf", schema.getJsonArray("oneOf"));
        if (branches == null) {
            return schema;
        }
        List<JsonObject> all =
                IntStream.range(0, branches.size())
                        .mapToObj(branches::getJsonObject)
                        .map(this::resolved)
                        .toList();
        return all.stream()
                .filter(each -> types(each).contains("null") == (fact == null))
                .findFirst()
                .orElse(all.getFirst());
    }

    private JsonObject resolved(JsonObject schema) {
        String reference = schema.getString("$ref");
        if (reference == null || !reference.startsWith("#/")) {
            return schema;
        }
        JsonObject at = root;
        for (String step : reference.substring(2).split("/")) {
            at = at.getJsonObject(step, new JsonObject());
        }
        return resolved(at);
    }

    private static boolean fits(JsonObject schema, Object element) {
        JsonArray choices = schema.getJsonArray("enum");
        return choices == null || choices.stream().anyMatch(choice -> same(choice, element));
    }

    private static Object choice(JsonArray choices, Object fact) {
        Optional<Object> exact = choices.stream().filter(choice -> same(choice, fact)).findFirst();
        if (exact.isPresent() || choices.contains(null)) {
            return exact.orElse(null);
        }
        return EVASIVE.stream()
                .flatMap(word -> choices.stream().filter(choice -> same(choice, word)))
                .findFirst()
                .orElse(choices.getValue(0));
    }

    private static boolean same(Object choice, Object fact) {
        return choice != null
                && fact != null
                && plain(choice.toString()).equals(plain(fact.toString()));
    }

    private static Optional<Object> fact(Map<?, ?> known, String name) {
        return known.entrySet().stream()
                .filter(
                        entry ->
                                plain(entry.getKey().toString()).equals(plain(name))
                                        && entry.getValue() != null)
                .<Object>map(Map.Entry::getValue)
                .findFirst();
    }

    private static List<String> types(JsonObject schema) {
        return switch (schema.getValue("type")) {
            case String one -> List.of(one);
            case JsonArray many -> many.stream().map(Object::toString).toList();
            case null -> List.of(schema.containsKey("properties") ? "object" : "string");
            default -> List.of("string");
        };
    }

    private static String text(Object fact) {
        return switch (fact) {
            case null -> "";
            case Collection<?> many ->
                    String.join(", ", many.stream().map(Object::toString).toList());
            default -> fact.toString();
        };
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
