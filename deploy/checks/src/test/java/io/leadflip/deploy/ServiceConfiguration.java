package io.leadflip.deploy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The environment variables a service's configuration names: in its own `application.properties`,
/// and in what the platform gives to every service that is built on it.
///
/// @param own variables its own file names, with whether there is a default for each
/// @param inherited variables the platform names
record ServiceConfiguration(Map<String, Boolean> own, Map<String, Boolean> inherited) {
    private static final Path PLATFORM =
            Project.path(
                    "platform/runtime/src/main/resources/META-INF/microprofile-config.properties");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(:[^}]*)?}");

    static ServiceConfiguration of(String service) {
        var folder = Project.path("services", service);
        return new ServiceConfiguration(
                references(folder.resolve("src/main/resources/application.properties")),
                isBuiltOnPlatform(folder) ? references(PLATFORM) : Map.of());
    }

    Set<String> all() {
        var names = new TreeSet<>(own.keySet());
        names.addAll(inherited.keySet());
        return names;
    }

    boolean needs(String name) {
        return Boolean.FALSE.equals(own.getOrDefault(name, inherited.get(name)));
    }

    private static boolean isBuiltOnPlatform(Path folder) {
        return Project.text(folder.resolve("pom.xml")).contains("leadflip-platform-runtime");
    }

    /// A value that holds only in tests, development or the demo says nothing about production.
    private static boolean countsInProduction(String line) {
        return !line.startsWith("#") && !line.matches("%(test|dev|sandbox)\\..*");
    }

    private static Map<String, Boolean> references(Path file) {
        var names = new HashMap<String, Boolean>();
        if (Files.exists(file)) {
            Project.text(file)
                    .lines()
                    .filter(ServiceConfiguration::countsInProduction)
                    .forEach(
                            line ->
                                    REFERENCE
                                            .matcher(line)
                                            .results()
                                            .forEach(
                                                    found ->
                                                            names.merge(
                                                                    found.group(1),
                                                                    found.group(2) != null,
                                                                    Boolean::logicalAnd)));
        }
        return names;
    }
}
