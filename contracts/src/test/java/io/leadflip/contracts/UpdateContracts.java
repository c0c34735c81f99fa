package io.leadflip.contracts;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.leadflip.contracts.event.EventJson;
import io.leadflip.contracts.event.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes the schemas and AsyncAPI messages anew from the records, and an example for every new
/// type: `make contracts`. What it writes is committed; [ContractsTest] fails when it is out of
/// date.
final class UpdateContracts {
    private static final ObjectWriter WRITER = EventJson.mapper().writerWithDefaultPrettyPrinter();

    private UpdateContracts() {}

    public static void main(String[] arguments) throws IOException {
        var module = Path.of(arguments.length > 0 ? arguments[0] : ".");
        for (var type : EventType.values()) {
            write(
                    module.resolve("src/main/resources").resolve(type.schema()),
                    WRITER.writeValueAsString(RecordSchema.of(type)));
            var example =
                    module.resolve("src/test/resources/examples/" + type.shortName() + ".v1.json");
            if (Files.notExists(example)) {
                write(example, WRITER.writeValueAsString(ExampleFact.of(type)));
            }
        }
        write(module.resolve("src/main/resources/asyncapi/leadflip.yaml"), AsyncApiDocument.text());
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text.endsWith("\n") ? text : text + "\n");
    }
}
