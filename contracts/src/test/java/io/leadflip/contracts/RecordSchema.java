package io.leadflip.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leadflip.contracts.event.EventJson;
import io.leadflip.contracts.event.EventType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Writes the JSON Schema (draft 2020-12) that a fact's record implies. Unknown members stay
/// allowed: a newer producer may say more.
final class RecordSchema {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private RecordSchema() {}

    static ObjectNode of(EventType type) {
        var schema = JSON.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", "urn:" + type.wire().replace('.', ':'));
        schema.put("title", type.shortName());
        schema.setAll(object(type.fact()));
        return schema;
    }

    private static ObjectNode object(Class<?> type) {
        var schema = JSON.objectNode().put("type", "object");
        var properties = schema.putObject("properties");
        var required = JSON.arrayNode();
        for (var component : type.getRecordComponents()) {
            properties.set(component.getName(), component(component));
            if (!nullable(component)) {
                required.add(component.getName());
            }
        }
        schema.set("required", required);
        return schema;
    }

    private static JsonNode component(RecordComponent component) {
        var schema = value(component.getGenericType());
        if (!nullable(component)) {
            return schema;
        }
        var either = JSON.objectNode();
        either.putArray("anyOf").add(schema).add(JSON.objectNode().put("type", "null"));
        return either;
    }

    private static boolean nullable(RecordComponent component) {
        return has(component.getAnnotatedType()) || has(component);
    }

    private static boolean has(AnnotatedElement element) {
        return element.isAnnotationPresent(Nullable.class);
    }

    private static ObjectNode value(Type type) {
        if (type instanceof ParameterizedType generic
                && generic.getRawType() instanceof Class<?> raw
                && Collection.class.isAssignableFrom(raw)) {
            var array = JSON.objectNode().put("type", "array");
            array.set("items", value(generic.getActualTypeArguments()[0]));
            return array;
        }
        return plain((Class<?>) type);
    }

    private static ObjectNode plain(Class<?> type) {
        if (type.isEnum()) {
            var schema = JSON.objectNode();
            var values = schema.putArray("enum");
            Arrays.stream(type.getEnumConstants())
                    .map(EventJson.mapper()::<JsonNode>valueToTree)
                    .forEach(values::add);
            return schema;
        }
        if (type.isRecord()) {
            return object(type);
        }
        if (type == UUID.class) {
            return text("uuid");
        }
        if (type == Instant.class) {
            return text("date-time");
        }
        if (type == LocalTime.class) {
            return JSON.objectNode()
                    .put("type", "string")
                    .put("pattern", "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$");
        }
        if (type == Duration.class) {
            return text("duration");
        }
        if (type == String.class) {
            return JSON.objectNode().put("type", "string");
        }
        if (type == boolean.class || type == Boolean.class) {
            return JSON.objectNode().put("type", "boolean");
        }
        if (type == int.class
                || type == long.class
                || type == Integer.class
                || type == Long.class) {
            return JSON.objectNode().put("type", "integer");
        }
        if (type == double.class || type == Double.class || type == BigDecimal.class) {
            return JSON.objectNode().put("type", "number");
        }
        throw new IllegalArgumentException("No schema is known for " + type);
    }

    private static ObjectNode text(String format) {
        return JSON.objectNode().put("type", "string").put("format", format);
    }
}
