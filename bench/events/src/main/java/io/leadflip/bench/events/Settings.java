package io.leadflip.bench.events;

import io.leadflip.bench.kit.setting.Environment;
import io.leadflip.bench.kit.setting.Selection;
import java.nio.file.Path;

/// What the script around the benchmark says, and what its user may choose.
///
/// @param peer folder of the BullMQ runner
/// @param layer `quarkus-run.jar` of the delivery layer's runner
/// @param percent of the usual number of events; less is for a look whether everything works, not
///   for figures
/// @param full whether ten million events are carried as well
/// @param selection of the measures `l1`, `l2`, `pace`, `partitions` and `events`
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
        Selection selection) {
    public static Settings from(Environment environment) {
        return new Settings(
                environment.required("BENCH_REDIS_URL"),
                Long.parseLong(environment.required("BENCH_REDIS_PID")),
                environment.required("BENCH_POSTGRES_URL"),
                Long.parseLong(environment.required("BENCH_POSTGRES_PID")),
                environment.path("BENCH_PEER"),
                environment.path("BENCH_LAYER"),
                environment.path("BENCH_LOGS"),
                environment.number("ROUNDS", 5, 1),
                environment.number("PACE_SECONDS", 20, 1),
                environment.number("PERCENT", 100, 1),
                environment.on("FULL"),
                Selection.from(environment));
    }

    boolean wants(String measure) {
        return selection.wants(measure);
    }

    int scaled(int events) {
        return Math.max(100, (int) (events * (long) percent / 100));
    }

    boolean invites(String contestant) {
        return selection.invites(contestant);
    }
}
