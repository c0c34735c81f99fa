package io.leadflip.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class KubernetesManifestsTest {
    static final List<String> SERVICES = Project.SERVICES;

    /// Seconds: the longest call, and what stands around it (endpoint lag, settling, margin).
    private static final long LONGEST_CALL = 240;

    private static final long AROUND_A_CALL = 60;

    @Test
    void shouldHoldOnlyFieldsAndKindsTheApiKnows() {
        assertThat(Manifests.builtIn()).hasSizeGreaterThan(20);
        assertThat(Manifests.unknownKinds()).isEmpty();
    }

    @Test
    void shouldRefuseAFieldTheApiDoesNotKnow() {
        // Given
        var manifest =
                "apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n      gracePeriod: 5\n";
        // Then
        assertThatThrownBy(() -> Manifests.read(manifest, Deployment.class))
                .isInstanceOf(UnrecognizedPropertyException.class)
                .hasMessageContaining("gracePeriod");
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void shouldRunItsOwnImageOnce(String service) {
        assertThat(containers(service))
                .singleElement()
                .satisfies(
                        container -> {
                            assertThat(container.getImage()).isEqualTo("leadflip/" + service);
                            assertThat(container.getName()).isEqualTo(service);
                        });
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void shouldAskQuarkusHowTheServiceIs(String service) {
        // When
        var container = container(service);
        // Then
        assertThat(container.getStartupProbe().getHttpGet().getPath())
                .isEqualTo("/q/health/started");
        assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/q/health/live");
        assertThat(container.getReadinessProbe().getHttpGet().getPath())
                .isEqualTo("/q/health/ready");
        assertThat(
                        Stream.of(
                                container.getStartupProbe(),
                                container.getLivenessProbe(),
                                container.getReadinessProbe()))
                .allSatisfy(
                        probe ->
                                assertThat(probe.getHttpGet().getPort().getStrVal())
                                        .isEqualTo("http"));
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void shouldBoundWhatAServiceTakes(String service) {
        // When
        var resources = container(service).getResources();
        // Then
        assertThat(resources.getRequests()).containsKeys("cpu", "memory");
        assertThat(resources.getLimits()).containsKey("memory");
    }

    @Test
    void shouldRunEveryPodUnderTheRestrictedStandard() {
        assertThat(pods())
                .hasSize(9)
                .allSatisfy(
                        pod -> {
                            assertThat(pod.getAutomountServiceAccountToken()).isFalse();
                            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
                            assertThat(pod.getSecurityContext().getSeccompProfile().getType())
                                    .isEqualTo("RuntimeDefault");
                            assertThat(pod.getContainers())
                                    .allSatisfy(KubernetesManifestsTest::isRestricted);
                        });
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void shouldHaveAnAccountThatHoldsNoToken(String service) {
        assertThat(Manifests.named(ServiceAccount.class, service).getAutomountServiceAccountToken())
                .isFalse();
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void shouldPublishThePortsTheContainerOpens(String service) {
        // When
        var opened = container(service).getPorts().stream().map(ContainerPort::getName).toList();
        var published =
                Manifests.named(Service.class, service).getSpec().getPorts().stream()
                        .map(ServicePort::getName)
                        .toList();
        // Then
        assertThat(published).isEqualTo(opened).startsWith("http");
        assertThat(container(service).getPorts().getFirst().getContainerPort()).isEqualTo(8080);
    }

    @Test
    void shouldLetTheLongestCallEndBeforeABridgeIsKilled() {
        assertThat(podOf("media-bridge").getTerminationGracePeriodSeconds())
                .isGreaterThanOrEqualTo(LONGEST_CALL + AROUND_A_CALL);
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void shouldStayReachableWhileItIsReplacedOrMoved(String service) {
        // When
        var rollout = deployment(service).getSpec().getStrategy().getRollingUpdate();
        var budget = Manifests.named(PodDisruptionBudget.class, service).getSpec();
        // Then
        assertThat(rollout.getMaxUnavailable().getIntVal()).isZero();
        assertThat(container(service).getLifecycle().getPreStop().getSleep().getSeconds())
                .isEqualTo(15);
        assertThat(podOf(service).getTopologySpreadConstraints()).hasSize(2);
        assertThat(budget.getSelector().getMatchLabels())
                .containsEntry("app.kubernetes.io/name", service);
    }

    @Test
    void shouldMigrateEverySchemaWithTheServicesOwnImage() {
        assertThat(Manifests.all(Job.class))
                .extracting(
                        job ->
                                job.getSpec()
                                        .getTemplate()
                                        .getSpec()
                                        .getContainers()
                                        .getFirst()
                                        .getImage())
                .containsExactlyInAnyOrder(
                        "leadflip/lead-intake",
                        "leadflip/matching",
                        "leadflip/call-orchestrator",
                        "leadflip/notifier");
    }

    @Test
    void shouldForbidAllTrafficThatNoPolicyAllows() {
        // When
        var closed = Manifests.named(NetworkPolicy.class, "nothing-by-default").getSpec();
        // Then
        assertThat(closed.getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
        assertThat(closed.getPodSelector().getMatchLabels()).isNullOrEmpty();
        assertThat(closed.getIngress()).isNullOrEmpty();
        assertThat(closed.getEgress()).isNullOrEmpty();
    }

    @Test
    void shouldLetTracesOfEveryServiceReachACollector() {
        // When
        var traces = Manifests.named(NetworkPolicy.class, "traces").getSpec();
        // Then
        assertThat(traces.getPodSelector().getMatchLabels()).isNullOrEmpty();
        assertThat(traces.getEgress())
                .singleElement()
                .satisfies(
                        way -> {
                            assertThat(
                                            way.getTo()
                                                    .getFirst()
                                                    .getNamespaceSelector()
                                                    .getMatchLabels())
                                    .containsEntry("leadflip.io/role", "monitoring");
                            assertThat(way.getPorts().getFirst().getPort().getIntVal())
                                    .isEqualTo(collectorsPort());
                        });
    }

    private static int collectorsPort() {
        var collector =
                EnvironmentExample.read().variables().get("OTEL_EXPORTER_OTLP_ENDPOINT").example();
        return URI.create(collector).getPort();
    }

    @Test
    void shouldShowTheWorldNeitherHealthNorMetricsNorInternalDoors() {
        assertThat(Manifests.all(Ingress.class))
                .flatExtracting(ingress -> ingress.getSpec().getRules())
                .flatExtracting(rule -> rule.getHttp().getPaths())
                .allSatisfy(
                        path -> {
                            assertThat(path.getPath()).matches("/(v1|api/.+|media|health|u)");
                            assertThat(path.getBackend().getService().getPort().getName())
                                    .isEqualTo("http");
                        });
    }

    @Test
    void shouldNeverScaleOneDeploymentTwice() {
        // When
        var byProcessor =
                Manifests.all(HorizontalPodAutoscaler.class).stream()
                        .map(scaler -> scaler.getSpec().getScaleTargetRef().getName());
        var byKeda =
                Manifests.custom("ScaledObject").stream()
                        .map(scaler -> scaler.at("/spec/scaleTargetRef/name").asText());
        // Then
        assertThat(Stream.concat(byProcessor, byKeda).toList())
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(Project.SERVICES);
    }

    @Test
    void shouldScaleReadersByWhatTheyHaveNotReadYet() {
        // When
        var triggers =
                Manifests.custom("ScaledObject").stream()
                        .flatMap(scaler -> scaler.at("/spec/triggers").valueStream())
                        .filter(trigger -> trigger.path("type").asText().equals("redis-streams"))
                        .toList();
        // Then
        assertThat(triggers)
                .hasSize(3 * 2 * 16)
                .allSatisfy(
                        trigger -> {
                            assertThat(trigger.at("/metadata/lagCount").asInt()).isPositive();
                            assertThat(trigger.at("/metadata/activationLagCount").asInt())
                                    .isPositive();
                            assertThat(trigger.path("metadata").has("pendingEntriesCount"))
                                    .isFalse();
                        });
    }

    @Test
    void shouldNameOnlyFilesThatExist() {
        // When
        var listed =
                Manifests.kustomizations()
                        .flatMap(each -> each.path("resources").valueStream())
                        .map(JsonNode::asText);
        // Then
        assertThat(listed.filter(name -> name.endsWith(".yaml")).toList())
                .containsExactlyInAnyOrderElementsOf(
                        Project.files(Manifests.FOLDER, ".yaml").stream()
                                .map(file -> file.getFileName().toString())
                                .filter(name -> !name.equals("kustomization.yaml"))
                                .toList());
    }

    private static void isRestricted(Container container) {
        var rights = container.getSecurityContext();
        assertThat(rights.getAllowPrivilegeEscalation()).isFalse();
        assertThat(rights.getReadOnlyRootFilesystem()).isTrue();
        assertThat(rights.getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getVolumeMounts()).extracting("mountPath").containsExactly("/tmp");
    }

    private static List<PodSpec> pods() {
        return Stream.concat(
                        Manifests.all(Deployment.class).stream()
                                .map(each -> each.getSpec().getTemplate().getSpec()),
                        Manifests.all(Job.class).stream()
                                .map(each -> each.getSpec().getTemplate().getSpec()))
                .toList();
    }

    private static Deployment deployment(String service) {
        return Manifests.named(Deployment.class, service);
    }

    private static PodSpec podOf(String service) {
        return deployment(service).getSpec().getTemplate().getSpec();
    }

    private static List<Container> containers(String service) {
        return podOf(service).getContainers();
    }

    private static Container container(String service) {
        return containers(service).getFirst();
    }
}
