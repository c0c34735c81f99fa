package io.leadflip.contracts;

import io.leadflip.contracts.event.EventJson;
import io.leadflip.contracts.event.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Takes the schemas as they are for released: `make contracts-baseline`. From then on
/// [SchemaCompatibilityTest] holds every change against them.
final class UpdateBaseline {
    private UpdateBaseline() {}

    public static void main(String[] arguments) throws IOException {
        var baseline =
                Path.of(arguments.length > 0 ? arguments[0] : ".")
                        .resolve("src/test/resources/baseline");
        Files.createDirectories(baseline);
        for (var type : EventType.values()) {
            var schema =
                    EventJson.mapper()
                            .writerWithDefaultPrettyPrinter()
                            .writeValueAsString(RecordSchema.of(type));
            Files.writeString(baseline.resolve(type.shortName() + ".v1.json"), schema + "\n");
        }
    }
}
