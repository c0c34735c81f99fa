package io.leadflip.contracts.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.introspect.AnnotationIntrospectorPair;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/// How facts are spelled in JSON: ISO-8601 instants and durations, unknown members ignored so that
/// newer producers do no harm.
public final class EventJson {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .addModule(new SimpleModule().addDeserializer(Instant.class, new IsoInstant()))
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    /// As strict as the schemas: what is not marked nullable is there, and of its own type.
    private static final ObjectMapper FACTS =
            MAPPER.rebuild()
                    .annotationIntrospector(
                            new AnnotationIntrospectorPair(
                                    new RequiredMembers(), new JacksonAnnotationIntrospector()))
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .build();

    private static final Map<EventType, ObjectReader> READERS = readers();

    private EventJson() {}

    private static Map<EventType, ObjectReader> readers() {
        var readers = new EnumMap<EventType, ObjectReader>(EventType.class);
        for (var type : EventType.values()) {
            readers.put(type, FACTS.readerFor(type.fact()));
        }
        return readers;
    }

    public static ObjectMapper mapper() {
        return MAPPER;
    }

    public static String write(Fact fact) {
        try {
            return MAPPER.writeValueAsString(fact);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "A fact could not be written: " + EventType.of(fact), e);
        }
    }

    /// @throws MalformedFactException when `json` does not hold what the type's record needs
    public static Fact read(EventType type, String json) throws MalformedFactException {
        try {
            Fact fact = READERS.get(type).readValue(json);
            if (fact == null) {
                throw new MalformedFactException(type, "it is null", null);
            }
            return fact;
        } catch (JsonProcessingException e) {
            throw new MalformedFactException(type, e.getOriginalMessage(), e);
        }
    }

    /// The data of an event cannot be read as its type says.
    public static final class MalformedFactException extends Exception {
        MalformedFactException(EventType type, String reason, JsonProcessingException cause) {
            super("Data is no " + type.wire() + ": " + reason, cause);
        }
    }
}
