package io.leadflip.bench.voice;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What the script around the benchmark says, and what its user may choose.
///
/// @param bridge `quarkus-run.jar` of the media bridge
/// @param bridgeOptions further options of its virtual machine
/// @param peer folder of the relays from npm
/// @param relayPort first of the contestants' ports
/// @param modelPort of the simulated voice model and everything else a relay talks to
/// @param relayCore the contestants' core; the generator has been given another
/// @param warmSeconds everybody works before anything is measured: a virtual machine compiles
/// @param seconds a window that is measured lasts
/// @param capacitySeconds a step of the search for the most calls lasts
/// @param calls of the windows in which cost is compared
/// @param percent of the usual lengths and numbers; less is for a look whether everything works,
///   not for figures
/// @param only measures to take; empty for all
/// @param without contestants to leave out
public record Settings(
        Path bridge,
        List<String> bridgeOptions,
        Path peer,
        Path logs,
        String redisUrl,
        int relayPort,
        int modelPort,
        int relayCore,
        int rounds,
        int warmSeconds,
        int seconds,
        int capacitySeconds,
        int soakMinutes,
        int churn,
        List<Integer> calls,
        int percent,
        List<String> only,
        List<String> without) {
    public static Settings from(Map<String, String> environment) {
        return new Settings(
                Path.of(required(environment, "BENCH_BRIDGE")),
                words(environment, "BENCH_BRIDGE_OPTIONS", " "),
                Path.of(required(environment, "BENCH_PEER")),
                Path.of(required(environment, "BENCH_LOGS")),
                required(environment, "BENCH_REDIS_URL"),
                number(environment, "BENCH_RELAY_PORT", 18_300),
                number(environment, "BENCH_MODEL_PORT", 18_399),
                number(environment, "BENCH_RELAY_CORE", 0),
                number(environment, "ROUNDS", 5),
                number(environment, "WARM_SECONDS", 45),
                number(environment, "WINDOW_SECONDS", 30),
                number(environment, "CAPACITY_SECONDS", 120),
                number(environment, "MINUTES", 60),
                number(environment, "CHURN", 10_000),
                calls(environment),
                number(environment, "PERCENT", 100),
                words(environment, "ONLY", ","),
                words(environment, "WITHOUT", ","));
    }

    private static List<Integer> calls(Map<String, String> environment) {
        List<String> words = words(environment, "CALLS", ",");
        return words.isEmpty()
                ? List.of(50, 200, 400)
                : words.stream().map(Integer::valueOf).toList();
    }

    private static List<String> words(
            Map<String, String> environment, String name, String separator) {
        return Stream.of(environment.getOrDefault(name, "").split(separator))
                .filter(word -> !word.isBlank())
                .toList();
    }

    boolean wants(String measure) {
        return only.isEmpty() || only.contains(measure);
    }

    public boolean invites(String contestant) {
        return !without.contains(contestant);
    }

    /// A length or number, shortened when only a look is wanted.
    public double scaled(double usual) {
        return usual * percent / 100;
    }

    private static String required(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        name + " is not set; `make bench-voice` sets it."));
    }

    private static int number(Map<String, String> environment, String name, int otherwise) {
        String text = environment.getOrDefault(name, "");
        int number = text.isBlank() ? otherwise : Integer.parseInt(text);
        if (number < 0) {
            throw new IllegalArgumentException(name + " must not be negative");
        }
        return number;
    }
}
