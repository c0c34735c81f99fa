package io.leadflip.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// The facts of the platform these files must respect: Fly's default signal is SIGINT, its default
/// patience five seconds, its longest 300; top-level checks route nothing; `[scaling]` does not
/// exist.
class FlyTest {
    static final List<String> SERVICES = Project.SERVICES;

    private static final Set<String> SECTIONS =
            Set.of(
                    "app",
                    "primary_region",
                    "kill_signal",
                    "kill_timeout",
                    "build",
                    "env",
                    "deploy",
                    "http_service",
                    "checks",
                    "vm",
                    "metrics");

    private final EnvironmentExample example = EnvironmentExample.read();

    @Test
    void shouldHaveOneFilePerService() {
        assertThat(Project.files(Project.path("deploy/fly"), ".toml"))
                .extracting(file -> file.getFileName().toString().replace(".toml", ""))
                .containsExactlyInAnyOrderElementsOf(Project.SERVICES);
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void shouldHoldOnlySectionsThatExist(String service) {
        assertThat(fly(service).fieldNames()).toIterable().isSubsetOf(SECTIONS);
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void shouldRunItsOwnImageAndStopBySigterm(String service) {
        // When
        var fly = fly(service);
        // Then
        assertThat(fly.path("app").asText()).isEqualTo("leadflip-" + service);
        assertThat(fly.at("/build/image").asText())
                .startsWith("leadflip/" + service + ":")
                .doesNotEndWith(":latest");
        assertThat(fly.path("kill_signal").asText()).isEqualTo("SIGTERM");
        assertThat(fly.path("kill_timeout").asInt()).isBetween(30, 300);
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void shouldReplaceMachinesOneByOneAfterItsMigration(String service) {
        // When
        var deploy = fly(service).path("deploy");
        // Then
        assertThat(deploy.path("strategy").asText()).isEqualTo("rolling");
        assertThat(deploy.path("max_unavailable").asInt()).isEqualTo(1);
        assertThat(deploy.has("release_command")).isEqualTo(!service.equals("media-bridge"));
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void shouldBeWatchedThroughItsReadiness(String service) {
        // When
        var fly = fly(service);
        var check =
                fly.has("http_service")
                        ? fly.at("/http_service/checks/0")
                        : fly.at("/checks/ready");
        // Then
        assertThat(check.path("path").asText()).isEqualTo("/q/health/ready");
        assertThat(fly.at("/metrics/path").asText()).isEqualTo("/q/metrics");
    }

    @Test
    void shouldKeepCallsWhileABridgeLeaves() {
        // When
        var voice = fly("media-bridge");
        // Then
        assertThat(voice.path("kill_timeout").asInt()).isEqualTo(300);
        assertThat(voice.at("/http_service/auto_stop_machines").asText()).isEqualTo("off");
        assertThat(voice.at("/http_service/min_machines_running").asInt())
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void shouldRouteCallsByConnectionsUpToWhatOneBridgeCarries() {
        // When
        var voice = fly("media-bridge");
        // Then
        assertThat(voice.at("/http_service/concurrency/type").asText()).isEqualTo("connections");
        assertThat(voice.at("/http_service/concurrency/hard_limit").asInt())
                .isEqualTo(Integer.parseInt(voice.at("/env/BRIDGE_MAX_CALLS").asText()));
    }

    @Test
    void shouldKeepMatchingOutOfTheWorldsReach() {
        assertThat(fly("matching").has("http_service")).isFalse();
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void shouldGiveTheServiceAllItNeedsAndNoSecretInTheFile(String service) {
        // Given
        var settings = settings(service);
        var secrets = secretsNamedAtTheTop(service);
        // Then
        assertThat(example.variables().keySet()).containsAll(settings).containsAll(secrets);
        assertThat(settings).doesNotContainAnyElementsOf(example.secrets());
        assertThat(example.secrets()).containsAll(secrets);
        settings.addAll(secrets);
        assertThat(settings).containsAll(example.neededBy(service));
    }

    private static Set<String> settings(String service) {
        return fly(service).path("env").properties().stream()
                .map(entry -> entry.getKey())
                .collect(Collectors.toSet());
    }

    private static Set<String> secretsNamedAtTheTop(String service) {
        return Project.text(file(service))
                .lines()
                .filter(line -> line.startsWith("# Secrets "))
                .flatMap(
                        line ->
                                List.of(line.substring(line.indexOf(": ") + 2).split(", "))
                                        .stream())
                .collect(Collectors.toSet());
    }

    private static JsonNode fly(String service) {
        try {
            return new TomlMapper().readTree(file(service).toFile());
        } catch (IOException invalid) {
            throw new AssertionError(file(service) + " is no TOML", invalid);
        }
    }

    private static Path file(String service) {
        return Project.path("deploy/fly", service + ".toml");
    }
}
