package io.leadflip.faults.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the scripts found and prepared on this machine, as the environment tells it.
///
/// @param environment what every process of LeadFlip sees, before a service's own part
public record Home(Map<String, String> environment) {

    public Home {
        environment = Map.copyOf(environment);
    }

    /// The value of a variable that the scripts always set.
    public String get(String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException(
                    name + " is missing; the fault suite is started by `make faults`");
        }
        return value;
    }

    /// Where the data of the run are; emptied before each scenario.
    Path data() {
        return Path.of(get("FAULTS_DATA"));
    }

    Path logs() {
        return Path.of(get("FAULTS_LOGS"));
    }

    Path pids() {
        return Path.of(get("FAULTS_RUN"));
    }

    Path app() {
        return Path.of(get("FAULTS_APP"));
    }

    String java() {
        return Path.of(get("JAVA_HOME"), "bin", "java").toString();
    }

    List<String> jvmFlags() {
        return words("FAULTS_JVM_FLAGS");
    }

    /// A variable of several words; none when it is absent.
    List<String> words(String name) {
        String value = environment.getOrDefault(name, "").strip();
        return value.isEmpty() ? List.of() : List.of(value.split("\\s+"));
    }

    /// The library that gives one process a clock of its own, when this machine has it.
    public Optional<String> fakeTime() {
        return Optional.ofNullable(environment.get("FAULTS_FAKETIME")).filter(s -> !s.isBlank());
    }

    /// The port the scripts settled for a process.
    int port(String name) {
        try {
            Path file = Path.of(get("FAULTS_PORTS"), name);
            return Integer.parseInt(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("The port of " + name + " is not chosen", e);
        }
    }
}
