package io.leadflip.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class EnvironmentExampleTest {
    static final List<String> SERVICES = Project.SERVICES;

    private final EnvironmentExample example = EnvironmentExample.read();

    @Test
    void shouldExplainEveryVariable() {
        assertThat(example.variables().keySet())
                .isNotEmpty()
                .allSatisfy(
                        name -> {
                            var variable = example.variables().get(name);
                            assertThat(variable.meaning()).endsWith(".").hasSizeGreaterThan(15);
                            assertThat(variable.example()).isNotBlank();
                            assertThat(Project.SERVICES).containsAll(variable.readers());
                        });
    }

    @Test
    void shouldNameEveryVariableTheCodeReads() {
        // When
        var read = new TreeSet<String>();
        Project.SERVICES.forEach(service -> read.addAll(ServiceConfiguration.of(service).all()));
        // Then
        assertThat(example.variables().keySet()).containsAll(read);
    }

    @Test
    void shouldNameNoVariableThatNobodyReads() {
        assertThat(Project.SERVICES)
                .allSatisfy(
                        service ->
                                assertThat(ServiceConfiguration.of(service).all())
                                        .containsAll(claimedFor(service)));
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void shouldSayThatTheServiceReadsWhatItsOwnFileNames(String service) {
        assertThat(ServiceConfiguration.of(service).own().keySet())
                .allSatisfy(
                        name ->
                                assertThat(example.variables().get(name).isReadBy(service))
                                        .as(name + " is read by " + service)
                                        .isTrue());
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void shouldNotCallOptionalWhatTheServiceCannotStartWithout(String service) {
        // Given
        var configuration = ServiceConfiguration.of(service);
        // Then
        assertThat(configuration.all())
                .filteredOn(configuration::needs)
                .allSatisfy(
                        name ->
                                assertThat(example.variables().get(name).optional())
                                        .as(name + " is optional")
                                        .isFalse());
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void shouldHaveNoDefaultForASecretThatGuardsADoor(String service) {
        // Given
        var configuration = ServiceConfiguration.of(service);
        // Then
        assertThat(configuration.all())
                .filteredOn(
                        name ->
                                name.endsWith("_SECRET")
                                        || name.endsWith("_MASTER_KEY")
                                        || name.endsWith("_AUTH_TOKEN"))
                .allSatisfy(
                        name ->
                                assertThat(configuration.needs(name))
                                        .as(name + " has no default")
                                        .isTrue());
    }

    /// What the file says `service` reads, except what Quarkus reads by itself.
    private List<String> claimedFor(String service) {
        return example.variables().values().stream()
                .filter(variable -> variable.isReadBy(service) && !variable.framework())
                .map(Variable::name)
                .toList();
    }
}
