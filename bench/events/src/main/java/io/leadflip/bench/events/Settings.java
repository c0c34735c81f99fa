package io.leadflip.bench.events;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What the script around the benchmark says, and what its user may choose.
///
/// @param peer folder of the BullMQ runner
/// @param layer `quarkus-run.jar` of the delivery layer's runner
/// @param percent of the usual number of events; less is for a look whether everything works, not
///   for figures
/// @param full whether ten million events are carried as well
/// @param only measures to take, of `l1`, `l2`, `pace`, `partitions` and `events`; empty for all
/// @param without contestants to leave out, for a short look
public record Settings(
        String redisUrl,
        long redisPid,
        String postgresUrl,
        long postgresPid,
        Path peer,
        Path layer,
        Path logs,
        int rounds,
        int paceSeconds,
        int percent,
        boolean full,
        List<String> only,
        List<String> without) {
    public static Settings from(Map<String, String> environment) {
        return new Settings(
                required(environment, "BENCH_REDIS_URL"),
                Long.parseLong(required(environment, "BENCH_REDIS_PID")),
                required(environment, "BENCH_POSTGRES_URL"),
                Long.parseLong(required(environment, "BENCH_POSTGRES_PID")),
                Path.of(required(environment, "BENCH_PEER")),
                Path.of(required(environment, "BENCH_LAYER")),
                Path.of(required(environment, "BENCH_LOGS")),
                number(environment, "ROUNDS", 5),
                number(environment, "PACE_SECONDS", 20),
                number(environment, "PERCENT", 100),
                environment.getOrDefault("FULL", "").equals("1"),
                names(environment, "ONLY"),
                names(environment, "WITHOUT"));
    }

    private static List<String> names(Map<String, String> environment, String name) {
        return Stream.of(environment.getOrDefault(name, "").split(","))
                .filter(word -> !word.isBlank())
                .toList();
    }

    boolean wants(String measure) {
        return only.isEmpty() || only.contains(measure);
    }

    int scaled(int events) {
        return Math.max(100, (int) (events * (long) percent / 100));
    }

    boolean invites(String contestant) {
        return !without.contains(contestant);
    }

    private static String required(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        name + " is not set; `make bench-events` sets it."));
    }

    private static int number(Map<String, String> environment, String name, int otherwise) {
        var text = environment.getOrDefault(name, "");
        var number = text.isBlank() ? otherwise : Integer.parseInt(text);
        if (number < 1) {
            throw new IllegalArgumentException(name + " must be at least 1");
        }
        return number;
    }
}
