package io.leadflip.bench.events.soak;

import io.leadflip.bench.events.Cast;
import io.leadflip.bench.events.Settings;
import io.leadflip.bench.events.measure.Latencies;
import io.leadflip.bench.events.probe.RedisProbe;
import io.leadflip.bench.events.rounds.Contestant;
import io.leadflip.bench.kit.measure.FlatLine;
import io.leadflip.bench.kit.probe.ProcessTree;
import io.leadflip.bench.kit.report.Json;
import io.leadflip.bench.kit.setting.Environment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The whole way through outbox, stream and inbox at a steady rate for a long time, looked at every
/// half minute: memory and entries must stay where they are, connections within their pools.
public final class Soak {
    private static final int INTERVAL_SECONDS = 30;
    private static final double MEGABYTE = 1e6;

    /// The pool of eight (`quarkus.redis.max-pool-size`), the reader's own and this probe's. A pool
    /// breathes, so within it there is no line to judge; what leaks soon stands above it.
    private static final long MOST_CONNECTIONS = 10;

    private final Contestant contestant;
    private final RedisProbe redis;
    private final int rate;
    private final Map<Gauge, List<Double>> samples = new LinkedHashMap<>();
    private final List<Long> connections = new ArrayList<>();
    private final Latencies latencies = new Latencies();

    private Soak(Contestant contestant, RedisProbe redis, int rate) {
        this.contestant = contestant;
        this.redis = redis;
        this.rate = rate;
    }

    /// What is sampled.
    ///
    /// Steps are allowed below `least`: a stream is trimmed by whole nodes, a heap grows by
    /// regions.
    enum Gauge {
        HEAP_MB(0.1, 8),
        RESIDENT_MB(0.1, 40),
        REDIS_MB(0.1, 8),
        STREAM_ENTRIES(0.1, 3000);

        private final double tolerated;
        private final double least;

        Gauge(double tolerated, double least) {
            this.tolerated = tolerated;
            this.least = least;
        }
    }

    public static void main(String[] args) throws IOException {
        var settings = Settings.from(Environment.of("soak-events"));
        var minutes = Integer.parseInt(args[0]);
        var rate = Integer.parseInt(args[1]);
        try (var cast = new Cast(settings, new LinkedHashMap<>());
                var redis = new RedisProbe(settings.redisUrl())) {
            var soak = new Soak(cast.leadflip("L2", Cast.PARTITIONS), redis, rate);
            System.exit(soak.run(minutes) ? 0 : 1);
        }
    }

    private boolean run(int minutes) {
        var looks = Math.max(2, minutes * 60 / INTERVAL_SECONDS);
        System.out.println("   time   heap  resident  Redis  entries  connections    p99 ms");
        for (var look = 1; look <= looks; look++) {
            var carried =
                    contestant.ask(
                            "paced",
                            Map.of("rate", rate, "seconds", INTERVAL_SECONDS, "warmup", 0));
            var interval = Latencies.of(carried.get("latencies"));
            latencies.addAll(interval);
            sample();
            print(look, interval);
        }
        return report(minutes);
    }

    private void sample() {
        var process = new ProcessTree(contestant.runner().pid());
        add(Gauge.HEAP_MB, contestant.ask("heap", Map.of()).get("bytes").asDouble() / MEGABYTE);
        add(Gauge.RESIDENT_MB, process.residentBytes() / MEGABYTE);
        add(Gauge.REDIS_MB, redis.usedMemory() / MEGABYTE);
        add(Gauge.STREAM_ENTRIES, redis.streamLength("bench-"));
        connections.add(redis.connections());
    }

    private void add(Gauge gauge, double value) {
        samples.computeIfAbsent(gauge, ignored -> new ArrayList<>()).add(value);
    }

    private void print(int look, Latencies interval) {
        System.out.printf(
                Locale.ROOT,
                "%5d s %6.1f %9.1f %6.1f %8.0f %12d %9.2f%n",
                look * INTERVAL_SECONDS,
                last(Gauge.HEAP_MB),
                last(Gauge.RESIDENT_MB),
                last(Gauge.REDIS_MB),
                last(Gauge.STREAM_ENTRIES),
                connections.getLast(),
                interval.millisAt(99));
    }

    private double last(Gauge gauge) {
        return samples.get(gauge).getLast();
    }

    private boolean report(int minutes) {
        var lines = new LinkedHashMap<String, Object>();
        var flat = true;
        for (var entry : samples.entrySet()) {
            var gauge = entry.getKey();
            var line =
                    FlatLine.through(
                            entry.getValue(), INTERVAL_SECONDS, gauge.tolerated, gauge.least);
            lines.put(gauge.name().toLowerCase(Locale.ROOT), line);
            flat &= line.isFlat();
        }
        var most = Collections.max(connections);
        var bounded = most <= MOST_CONNECTIONS;
        var result = new LinkedHashMap<String, Object>();
        result.put("minutes", minutes);
        result.put("rate", rate);
        result.put("events", latencies.count());
        result.put("p50Millis", latencies.millisAt(50));
        result.put("p99Millis", latencies.millisAt(99));
        result.put("flat", flat);
        result.putAll(lines);
        result.put(
                "connections",
                Map.of("most", most, "allowed", MOST_CONNECTIONS, "bounded", bounded));
        System.out.println(Json.MAPPER.valueToTree(result).toString());
        return flat && bounded;
    }
}
