package io.leadflip.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.EventEntry;
import io.leadflip.contracts.event.EventJson;
import io.leadflip.contracts.event.EventType;
import io.leadflip.contracts.event.Fact;
import io.leadflip.contracts.event.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Holds record, schema, golden example and AsyncAPI of every type together. After a change on
/// purpose: `make contracts`.
class ContractsTest {
    private static final ObjectMapper JSON = EventJson.mapper();
    private static final Pattern PERSONAL =
            Pattern.compile(
                    "phone(?!Verif)|e-?mail|address$|^name$|firstName|lastName|text$",
                    Pattern.CASE_INSENSITIVE);

    @ParameterizedTest
    @EnumSource(EventType.class)
    void shouldDescribeTheRecordInTheSchema(EventType type) throws IOException {
        assertThat(JSON.readTree(resource(type.schema())))
                .isEqualTo(JSON.readTree(JSON.writeValueAsString(RecordSchema.of(type))));
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void shouldAcceptTheExampleByTheSchema(EventType type) throws IOException {
        var schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(resource(type.schema()), InputFormat.JSON);
        assertThat(schema.validate(example(type), InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void shouldReadAndWriteTheExampleUnchanged(EventType type) throws Exception {
        var fact = EventJson.read(type, example(type));
        assertThat(JSON.readTree(EventJson.write(fact))).isEqualTo(JSON.readTree(example(type)));
        assertThat(EventType.of(fact)).isEqualTo(type);
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void shouldSurviveTheWayThroughAStreamEntry(EventType type) throws Exception {
        // Given
        var event =
                new Event(
                        UUID.fromString("01960000-0000-7000-8000-00000000000a"),
                        Source.MATCHING,
                        Instant.parse("2026-11-22T15:00:00Z"),
                        7,
                        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                        EventJson.read(type, example(type)));
        // When
        var read = new EventEntry(EventEntry.of(event).fields()).event();
        // Then
        assertThat(read).isEqualTo(event);
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void shouldReadWhatANewerProducerSays(EventType type) throws Exception {
        // Given
        var newer = example(type).replaceFirst("\\{", "{\"memberOfANewerVersion\": true,");
        // When
        var fact = EventJson.read(type, newer);
        // Then
        assertThat(fact).isEqualTo(EventJson.read(type, example(type)));
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void shouldCarryNoPersonalData(EventType type) throws IOException {
        assertThat(memberNames(JSON.readTree(resource(type.schema()))))
                .noneMatch(name -> PERSONAL.matcher(name).find() && !name.equals("sealedText"));
    }

    @Test
    void shouldDescribeEveryTypeInAsyncApi() throws IOException {
        assertThat(resource("asyncapi/leadflip.yaml")).isEqualTo(AsyncApiDocument.text());
        assertThat(
                        new ObjectMapper(new YAMLFactory())
                                .readTree(AsyncApiDocument.text())
                                .at("/components/messages"))
                .hasSize(EventType.values().length);
    }

    @Test
    void shouldKnowEveryFactByExactlyOneType() {
        // Given
        var facts = new HashSet<Class<?>>();
        var open = new ArrayDeque<Class<?>>(Set.of(Fact.class));
        while (!open.isEmpty()) {
            var type = open.pop();
            if (type.isRecord()) {
                facts.add(type);
            } else {
                open.addAll(Set.of(type.getPermittedSubclasses()));
            }
        }
        // Then
        assertThat(EventType.values()).extracting(EventType::fact).doesNotHaveDuplicates();
        assertThat(Arrays.stream(EventType.values()).<Class<?>>map(EventType::fact))
                .containsExactlyInAnyOrderElementsOf(facts);
    }

    private static Set<String> memberNames(JsonNode schema) {
        var names = new HashSet<String>();
        schema.findValues("properties")
                .forEach(properties -> properties.fieldNames().forEachRemaining(names::add));
        return names;
    }

    private static String example(EventType type) throws JsonProcessingException, IOException {
        return resource("examples/" + type.shortName() + ".v1.json");
    }

    private static String resource(String name) throws IOException {
        try (InputStream stream = ContractsTest.class.getClassLoader().getResourceAsStream(name)) {
            assertThat(stream).as("%s is missing: run make contracts", name).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
