package io.leadflip.faults;

import io.leadflip.faults.load.Crowd;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// How hard a run is. Each value is an environment variable with a default for a machine of two
/// cores.
///
/// @param scenarios names of the scenarios to run, in that order; empty for all (`SCENARIO`,
///   separated by commas)
/// @param seed where all chance comes from (`SEED`)
/// @param crowd leads a second (`RATE`), how often one of them goes on to be called (`CALL_EVERY`),
///   and how many percent of the others find businesses (`FIND_PERCENT`)
/// @param kills how many processes are killed in the scenario of kills (`KILLS`)
/// @param killEvery how much time lies between two kills on average (`KILL_EVERY`)
/// @param pairFault how long the network of one pair is broken (`PAIR_SECONDS`)
/// @param pause how long a process is stopped (`PAUSE_SECONDS`)
/// @param providerDown how long the providers are away (`PROVIDER_DOWN`)
/// @param recoverWithin what is required of every recovery (`RECOVER_WITHIN`)
public record Settings(
        List<String> scenarios,
        long seed,
        Crowd crowd,
        int kills,
        Duration killEvery,
        Duration pairFault,
        Duration pause,
        Duration providerDown,
        Duration recoverWithin) {

    public static Settings of(Map<String, String> environment) {
        return new Settings(
                names(environment.getOrDefault("SCENARIO", "")),
                Long.parseLong(value(environment, "SEED", "20261122")),
                new Crowd(
                        Double.parseDouble(value(environment, "RATE", "20")),
                        seconds(environment, "CALL_EVERY", "5"),
                        Double.parseDouble(value(environment, "FIND_PERCENT", "20")) / 100),
                Integer.parseInt(value(environment, "KILLS", "100")),
                seconds(environment, "KILL_EVERY", "20"),
                seconds(environment, "PAIR_SECONDS", "8"),
                seconds(environment, "PAUSE_SECONDS", "60"),
                seconds(environment, "PROVIDER_DOWN", "60"),
                seconds(environment, "RECOVER_WITHIN", "45"));
    }

    private static List<String> names(String list) {
        return Arrays.stream(list.split("[,\\s]+")).filter(name -> !name.isBlank()).toList();
    }

    private static Duration seconds(Map<String, String> environment, String name, String usual) {
        String value = value(environment, name, usual).replaceFirst("s$", "");
        return Duration.ofMillis(Math.round(Double.parseDouble(value) * 1000));
    }

    private static String value(Map<String, String> environment, String name, String usual) {
        String value = environment.getOrDefault(name, "").strip();
        return value.isEmpty() ? usual : value;
    }
}
