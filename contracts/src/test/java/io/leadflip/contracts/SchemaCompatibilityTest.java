package io.leadflip.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leadflip.contracts.event.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class SchemaCompatibilityTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path BASELINE = Path.of("src/test/resources/baseline");
    private static final String RELEASED =
            """
            {"type": "object", "required": ["id", "kind", "place", "tags"], "properties": {
              "id": {"type": "string", "format": "uuid"},
              "kind": {"enum": ["a", "b"]},
              "note": {"anyOf": [{"type": "string"}, {"type": "null"}]},
              "tags": {"type": "array", "items": {"enum": ["x", "y"]}},
              "place": {"type": "object", "required": ["zip"],
                        "properties": {"zip": {"type": "string"}}}}}""";

    static final List<Arguments> BREAKING =
            List.of(
                    breaking("/id was removed", schema -> members(schema).remove("id")),
                    breaking(
                            "/place/zip was removed or renamed",
                            schema -> {
                                var place = (ObjectNode) schema.at("/properties/place/properties");
                                place.set("postcode", place.remove("zip"));
                            }),
                    breaking(
                            "/note was optional and is required now",
                            schema -> {
                                members(schema).set("note", object("{\"type\": \"string\"}"));
                                ((ArrayNode) schema.get("required")).add("note");
                            }),
                    breaking(
                            "/id was always there and may be missing now",
                            schema -> ((ArrayNode) schema.get("required")).remove(0)),
                    breaking(
                            "/place/zip had the type string and has integer now",
                            schema ->
                                    ((ObjectNode) schema.at("/properties/place/properties/zip"))
                                            .put("type", "integer")),
                    breaking(
                            "/note had the format none and has date-time now",
                            schema ->
                                    ((ObjectNode) schema.at("/properties/note/anyOf/0"))
                                            .put("format", "date-time")),
                    breaking(
                            "/kind lost the value \"b\"",
                            schema -> ((ArrayNode) schema.at("/properties/kind/enum")).remove(1)),
                    breaking(
                            "/kind has the new value \"c\"",
                            schema -> ((ArrayNode) schema.at("/properties/kind/enum")).add("c")),
                    breaking(
                            "/tags/items lost the value \"x\"",
                            schema ->
                                    ((ArrayNode) schema.at("/properties/tags/items/enum"))
                                            .remove(0)),
                    breaking(
                            "/place/zip could be any text and is an enum now",
                            schema ->
                                    ((ObjectNode) schema.at("/properties/place/properties/zip"))
                                            .putArray("enum")
                                            .add("46032")),
                    breaking(
                            "/since is new and required",
                            schema -> {
                                members(schema).set("since", object("{\"type\": \"string\"}"));
                                ((ArrayNode) schema.get("required")).add("since");
                            }));

    @ParameterizedTest
    @FieldSource("BREAKING")
    void shouldSayWhatAChangeBreaks(String sentence, Consumer<ObjectNode> change) {
        // Given
        var changed = object(RELEASED);
        change.accept(changed);
        // When
        var breaks = SchemaCompatibility.breaks("lead.test", object(RELEASED), changed);
        // Then
        assertThat(breaks)
                .hasSize(1)
                .first()
                .asString()
                .startsWith("lead.test " + sentence)
                .contains("version 2", "make contracts-baseline");
    }

    @Test
    void shouldLetAdditionsPass() {
        // Given
        var changed = object(RELEASED);
        members(changed)
                .set("more", object("{\"anyOf\": [{\"type\": \"string\"}, {\"type\": \"null\"}]}"));
        // When
        var breaks = SchemaCompatibility.breaks("lead.test", object(RELEASED), changed);
        // Then
        assertThat(breaks).isEmpty();
    }

    @Test
    void shouldBreakNothingThatWasReleased() throws IOException {
        // Given
        var current =
                Arrays.stream(EventType.values())
                        .collect(
                                Collectors.toMap(
                                        type -> type.shortName() + ".v1.json", type -> type));
        var breaks = new ArrayList<String>();
        // When
        for (var file : released()) {
            var name = file.getFileName().toString();
            var type = current.get(name);
            if (type == null) {
                breaks.add(SchemaCompatibility.removed(name));
            } else {
                breaks.addAll(
                        SchemaCompatibility.breaks(
                                type.shortName(), read(file), RecordSchema.of(type)));
            }
        }
        // Then
        assertThat(breaks).isEmpty();
    }

    private static List<Path> released() throws IOException {
        try (var files = Files.list(BASELINE)) {
            var released = files.sorted().toList();
            assertThat(released).as("the baseline of released schemas").isNotEmpty();
            return released;
        }
    }

    private static Arguments breaking(String sentence, Consumer<ObjectNode> change) {
        return Arguments.of(sentence, change);
    }

    private static ObjectNode members(ObjectNode schema) {
        return (ObjectNode) schema.get("properties");
    }

    private static ObjectNode object(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode read(Path file) throws IOException {
        return JSON.readTree(file.toFile());
    }
}
