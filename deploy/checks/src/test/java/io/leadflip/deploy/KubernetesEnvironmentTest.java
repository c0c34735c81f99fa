package io.leadflip.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class KubernetesEnvironmentTest {
    static final List<String> SERVICES = Project.SERVICES;

    private final EnvironmentExample example = EnvironmentExample.read();

    @ParameterizedTest
    @FieldSource("SERVICES")
    void shouldGiveTheServiceAllItNeeds(String service) {
        // When
        var given = new HashSet<>(settings("shared"));
        given.addAll(settings(service));
        given.addAll(secrets(service));
        // Then
        assertThat(given).containsAll(example.neededBy(service));
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void shouldGiveTheServiceNothingItDoesNotRead(String service) {
        // When
        var own = new HashSet<>(settings(service));
        own.addAll(secrets(service));
        // Then
        assertThat(own)
                .allSatisfy(
                        name -> {
                            assertThat(example.variables()).containsKey(name);
                            assertThat(example.variables().get(name).isReadBy(service))
                                    .as(service + " reads " + name)
                                    .isTrue();
                        });
    }

    @Test
    void shouldShareOnlyVariablesThatAreExplained() {
        assertThat(example.variables().keySet()).containsAll(settings("shared"));
    }

    @Test
    void shouldKeepSecretsOutOfConfiguration() {
        // When
        var settings =
                Project.files(Manifests.FOLDER, ".env").stream()
                        .flatMap(file -> names(Project.text(file)).stream())
                        .toList();
        // Then
        assertThat(settings).isNotEmpty().doesNotContainAnyElementsOf(example.secrets());
    }

    @Test
    void shouldTakeOnlySecretsFromTheStoreAndNeverTheirValues() {
        assertThat(Manifests.custom("ExternalSecret"))
                .hasSize(6)
                .allSatisfy(
                        secret -> {
                            assertThat(example.secrets()).containsAll(keys(secret));
                            assertThat(secret.at("/spec/target/template").isMissingNode()).isTrue();
                        });
    }

    @Test
    void shouldGiveThePasswordOfTheMigratorToMigrationsOnly() {
        assertThat(Manifests.custom("ExternalSecret"))
                .filteredOn(secret -> keys(secret).contains("DATABASE_MIGRATION_PASSWORD"))
                .extracting(secret -> secret.at("/metadata/name").asText())
                .containsExactly("migrator");
    }

    private static Set<String> settings(String name) {
        return names(Project.text(Manifests.FOLDER.resolve("base/config/" + name + ".env")));
    }

    private static Set<String> secrets(String service) {
        return Manifests.custom("ExternalSecret").stream()
                .filter(secret -> secret.at("/metadata/name").asText().equals(service))
                .flatMap(secret -> keys(secret).stream())
                .collect(Collectors.toSet());
    }

    private static List<String> keys(JsonNode secret) {
        return secret.at("/spec/data")
                .valueStream()
                .map(entry -> entry.path("secretKey").asText())
                .toList();
    }

    private static Set<String> names(String text) {
        return text.lines()
                .filter(line -> line.contains("="))
                .map(line -> line.substring(0, line.indexOf('=')))
                .collect(Collectors.toSet());
    }
}
