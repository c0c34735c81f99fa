package io.leadflip.deploy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The YAML under `deploy/k8s`, read into the API's own types. A field those do not know is
/// refused: kubectl would drop it silently or fail only on the day of the roll-out.
final class Manifests {
    static final Path FOLDER = Project.path("deploy/k8s");

    private static final Map<String, Class<? extends HasMetadata>> KINDS =
            Map.ofEntries(
                    Map.entry("v1/Namespace", Namespace.class),
                    Map.entry("v1/Service", Service.class),
                    Map.entry("v1/ServiceAccount", ServiceAccount.class),
                    Map.entry("apps/v1/Deployment", Deployment.class),
                    Map.entry("batch/v1/Job", Job.class),
                    Map.entry(
                            "autoscaling/v2/HorizontalPodAutoscaler",
                            HorizontalPodAutoscaler.class),
                    Map.entry("networking.k8s.io/v1/Ingress", Ingress.class),
                    Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
                    Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
                    Map.entry("scheduling.k8s.io/v1/PriorityClass", PriorityClass.class));

    private static final ObjectMapper YAML = strict();

    private Manifests() {}

    static List<HasMetadata> builtIn() {
        return documents()
                .filter(document -> KINDS.containsKey(kind(document)))
                .<HasMetadata>map(Manifests::typed)
                .toList();
    }

    static <T extends HasMetadata> List<T> all(Class<T> kind) {
        return builtIn().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    static <T extends HasMetadata> T named(Class<T> kind, String name) {
        return all(kind).stream()
                .filter(each -> each.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError("no " + kind.getSimpleName() + " named " + name));
    }

    /// Resources of operators, for which the API has no types.
    static List<JsonNode> custom(String kind) {
        return documents().filter(document -> kind(document).endsWith("/" + kind)).toList();
    }

    /// Kinds that are neither known nor an operator's.
    static List<String> unknownKinds() {
        return documents()
                .map(Manifests::kind)
                .filter(kind -> !KINDS.containsKey(kind))
                .filter(
                        kind ->
                                !kind.matches(
                                        "(keda\\.sh|external-secrets\\.io|monitoring\\.coreos\\.com)/.*"))
                .toList();
    }

    static Stream<JsonNode> kustomizations() {
        return Project.files(FOLDER, "kustomization.yaml").stream().flatMap(Manifests::parse);
    }

    static <T> T read(String yaml, Class<T> type) throws IOException {
        return YAML.readValue(yaml, type);
    }

    private static Stream<JsonNode> documents() {
        return Project.files(FOLDER, ".yaml").stream()
                .filter(file -> !file.endsWith("kustomization.yaml"))
                .flatMap(Manifests::parse);
    }

    private static Stream<JsonNode> parse(Path file) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
            return documents.readAll().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot parse " + file, unreadable);
        }
    }

    private static HasMetadata typed(JsonNode document) {
        try {
            return YAML.treeToValue(document, KINDS.get(kind(document)));
        } catch (IOException refused) {
            throw new UncheckedIOException(
                    kind(document) + " " + document.at("/metadata/name").asText(), refused);
        }
    }

    private static String kind(JsonNode document) {
        return document.path("apiVersion").asText() + "/" + document.path("kind").asText();
    }

    private static ObjectMapper strict() {
        return new ObjectMapper(new YAMLFactory())
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .setAnnotationIntrospector(new NoLeftovers());
    }

    /// The model collects unknown fields in a map; without its setter Jackson refuses them.
    private static final class NoLeftovers extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }
    }
}
