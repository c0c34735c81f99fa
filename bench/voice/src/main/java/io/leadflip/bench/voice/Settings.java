package io.leadflip.bench.voice;

import io.leadflip.bench.kit.setting.Environment;
import io.leadflip.bench.kit.setting.Selection;
import java.nio.file.Path;
import java.util.List;

/// What the script around the benchmark says, and what its user may choose.
///
/// @param bridge `quarkus-run.jar` of the media bridge
/// @param bridgeOptions further options of its virtual machine
/// @param websocketsNext `quarkus-run.jar` of the relay on websockets-next
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
public record Settings(
        Path bridge,
        List<String> bridgeOptions,
        Path websocketsNext,
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
        Selection selection) {
    public static Settings from(Environment environment) {
        return new Settings(
                environment.path("BENCH_BRIDGE"),
                environment.words("BENCH_BRIDGE_OPTIONS", " "),
                environment.path("BENCH_WEBSOCKETS_NEXT"),
                environment.path("BENCH_PEER"),
                environment.path("BENCH_LOGS"),
                environment.required("BENCH_REDIS_URL"),
                environment.number("BENCH_RELAY_PORT", 18_300, 0),
                environment.number("BENCH_MODEL_PORT", 18_399, 0),
                environment.number("BENCH_RELAY_CORE", 0, 0),
                environment.number("ROUNDS", 5, 0),
                environment.number("WARM_SECONDS", 45, 0),
                environment.number("WINDOW_SECONDS", 30, 0),
                environment.number("CAPACITY_SECONDS", 120, 0),
                environment.number("MINUTES", 60, 0),
                environment.number("CHURN", 10_000, 0),
                calls(environment),
                environment.number("PERCENT", 100, 0),
                Selection.from(environment));
    }

    private static List<Integer> calls(Environment environment) {
        List<String> words = environment.words("CALLS", ",");
        return words.isEmpty()
                ? List.of(50, 200, 400)
                : words.stream().map(Integer::valueOf).toList();
    }

    boolean wants(String measure) {
        return selection.wants(measure);
    }

    public boolean invites(String contestant) {
        return selection.invites(contestant);
    }

    /// A length or number, shortened when only a look is wanted.
    public double scaled(double usual) {
        return usual * percent / 100;
    }
}
