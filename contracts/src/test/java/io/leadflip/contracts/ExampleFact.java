package io.leadflip.contracts;

import io.leadflip.contracts.event.EventType;
import io.leadflip.contracts.event.Fact;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Makes a first draft of a golden example: every member filled with a plausible value of its type.
final class ExampleFact {
    private ExampleFact() {}

    static Fact of(EventType type) {
        return (Fact) make(type.fact());
    }

    private static Object make(Class<?> type) {
        var components = type.getRecordComponents();
        try {
            Constructor<?> constructor =
                    type.getDeclaredConstructor(
                            Arrays.stream(components)
                                    .map(RecordComponent::getType)
                                    .toArray(Class<?>[]::new));
            return constructor.newInstance(
                    Arrays.stream(components).map(ExampleFact::member).toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("No example can be made of " + type, e);
        }
    }

    private static Object member(RecordComponent component) {
        return switch (component.getName()) {
            case "zip" -> "46032";
            case "city" -> "Carmel";
            case "state" -> "IN";
            case "latitude" -> 39.9783;
            case "longitude" -> -86.118;
            case "timeZone" -> "America/Indiana/Indianapolis";
            case "contactKey" -> "hmac-of-a-phone";
            default -> value(component.getGenericType());
        };
    }

    private static Object value(Type type) {
        if (type instanceof ParameterizedType generic) {
            var item = value(generic.getActualTypeArguments()[0]);
            return generic.getRawType() == Set.class ? Set.of(item) : List.of(item);
        }
        var plain = (Class<?>) type;
        if (plain.isEnum()) {
            return plain.getEnumConstants()[0];
        }
        if (plain.isRecord()) {
            return make(plain);
        }
        return switch (plain.getSimpleName()) {
            case "UUID" -> UUID.fromString("01960000-0000-7000-8000-000000000001");
            case "Instant" -> Instant.parse("2026-11-22T15:00:00Z");
            case "LocalTime" -> LocalTime.of(21, 0);
            case "Duration" -> Duration.ofHours(4);
            case "String" -> "text";
            case "boolean", "Boolean" -> true;
            case "int", "Integer" -> 1;
            case "long", "Long" -> 1L;
            case "double", "Double" -> 4.5;
            case "BigDecimal" -> new BigDecimal("450.00");
            default -> throw new IllegalArgumentException("No example value is known for " + type);
        };
    }
}
