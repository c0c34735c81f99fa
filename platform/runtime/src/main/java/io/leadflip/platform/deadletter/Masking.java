package io.leadflip.platform.deadletter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What of a payload an operator may see. Shown are ids, times, yes and no, small numbers, and the
/// words of fields that hold nothing but words of ours; everything else may be personal or free
/// text and is hidden, because a payload that went wrong may hold anything anywhere.
final class Masking {
    static final String HIDDEN = "•••";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final ObjectMapper READER = new ObjectMapper();

    private static final Pattern MEMBER = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");
    private static final Pattern ID =
            Pattern.compile("[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}");
    private static final Pattern TIME =
            Pattern.compile(
                    "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?(Z|[+-]\\d\\d:\\d\\d)"
                            + "|PT?[0-9DHMS.]{2,20}");
    private static final Pattern TRACE =
            Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-..");
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,79}");
    private static final Pattern PATH = Pattern.compile("schema/[a-z.-]{1,80}\\.v[0-9]+\\.json");
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,18}");
    private static final Set<String> WORDS =
            Set.of(
                    "source",
                    "type",
                    "kind",
                    "state",
                    "status",
                    "channel",
                    "category",
                    "urgency",
                    "purpose",
                    "outcome",
                    "recipient",
                    "provider",
                    "party",
                    "speaker",
                    "stage");
    private static final Set<String> PERSONAL =
            Set.of("code", "digits", "number", "phone", "zip", "latitude", "longitude", "age");

    /// No telephone number is smaller.
    private static final double LARGEST_COUNT = 1e6;

    private Masking() {}

    /// A copy of `payload` with everything hidden that may not be seen. The `data` of a stream
    /// entry, which is JSON as text, is opened first.
    static JsonNode masked(JsonNode payload) {
        return masked("", payload);
    }

    private static JsonNode masked(String name, JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> members(value);
            case ARRAY -> {
                var items = JSON.arrayNode();
                value.forEach(item -> items.add(masked(name, item)));
                yield items;
            }
            case STRING -> name.equals("data") ? data(value.asText()) : text(name, value);
            case NUMBER ->
                    PERSONAL.contains(name.toLowerCase(Locale.ROOT))
                                    || Math.abs(value.asDouble()) >= LARGEST_COUNT
                            ? hidden()
                            : value;
            case BOOLEAN, NULL -> value;
            case BINARY, MISSING, POJO -> hidden();
        };
    }

    private static ObjectNode members(JsonNode value) {
        var members = JSON.objectNode();
        for (var member : value.properties()) {
            var name = MEMBER.matcher(member.getKey()).matches() ? member.getKey() : HIDDEN;
            members.set(name, masked(name, member.getValue()));
        }
        return members;
    }

    private static JsonNode data(String json) {
        try {
            var data = READER.readTree(json);
            return data != null && data.isObject() ? masked(data) : hidden();
        } catch (JsonProcessingException e) {
            return hidden();
        }
    }

    private static JsonNode text(String name, JsonNode value) {
        return isPlain(value.asText()) || isOurs(name, value.asText()) ? value : hidden();
    }

    /// Ids and times, which say nothing about anybody.
    static boolean isPlain(String text) {
        return ID.matcher(text).matches() || TIME.matcher(text).matches();
    }

    private static boolean isOurs(String name, String text) {
        return switch (name) {
            case "specversion" -> text.equals("1.0");
            case "sequence" -> COUNT.matcher(text).matches();
            case "dataschema" -> PATH.matcher(text).matches();
            case "traceparent" -> text.isEmpty() || TRACE.matcher(text).matches();
            case String other -> WORDS.contains(other) && WORD.matcher(text).matches();
        };
    }

    private static JsonNode hidden() {
        return JSON.textNode(HIDDEN);
    }
}
