package io.leadflip.intake;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.platform.testing.LeadFlipTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "intake"))
@WithTestResource(OutsideWorld.class)
class ApiDocumentTest {
    private static final Path COMMITTED =
            Path.of("../../contracts/src/main/resources/openapi/lead-intake.yaml");

    @Test
    void shouldServeTheDocumentThatContractsHold() throws IOException {
        // Given
        var served =
                given().get("/q/openapi").then().statusCode(200).extract().body().asByteArray();
        // When
        var actual = Path.of("target", "openapi", "lead-intake.yaml");
        Files.createDirectories(actual.getParent());
        Files.write(actual, served);
        // Then
        assertThat(tree(new String(served, StandardCharsets.UTF_8)))
                .as(
                        "The API changed. When that is meant: (cd services/lead-intake && cp %s %s)",
                        actual, COMMITTED)
                .isEqualTo(tree(committed()));
    }

    @Test
    void shouldNotDescribeInternalDoor() throws IOException {
        // Given the description
        // When
        Map<String, Object> paths = tree(committed()).get("paths");
        // Then
        assertThat(paths.keySet()).isNotEmpty().allMatch(path -> path.startsWith("/v1/"));
    }

    private static Map<String, Map<String, Object>> tree(String yaml) {
        return new Yaml().load(yaml);
    }

    private static String committed() throws IOException {
        return Files.readString(COMMITTED);
    }
}
