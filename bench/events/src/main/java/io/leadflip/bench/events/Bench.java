package io.leadflip.bench.events;

import io.leadflip.bench.events.probe.RedisProbe;
import io.leadflip.bench.events.report.Targets;
import io.leadflip.bench.events.report.Units;
import io.leadflip.bench.events.rounds.Contestant;
import io.leadflip.bench.events.rounds.Growth;
import io.leadflip.bench.events.rounds.Pace;
import io.leadflip.bench.events.rounds.Stand;
import io.leadflip.bench.events.rounds.Throughput;
import io.leadflip.bench.kit.measure.Figures;
import io.leadflip.bench.kit.probe.Machine;
import io.leadflip.bench.kit.probe.ProcessTree;
import io.leadflip.bench.kit.report.Report;
import io.leadflip.bench.kit.setting.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The whole run: tune the peers, warm everybody up, measure in turns, judge, report.
public final class Bench implements AutoCloseable {
    private static final List<Integer> PARTITION_COUNTS = List.of(1, 2, 4, 8);
    private static final List<Integer> PACES = List.of(300, 500);
    private static final List<Integer> EVENT_COUNTS =
            List.of(10_000, 100_000, 1_000_000, 10_000_000);
    private static final int PEER_EVENTS = 25_000;
    private static final int STREAM_EVENTS = 400_000;
    private static final int EFFECT_EVENTS = 20_000;

    private final Settings settings;
    private final Cast cast;
    private final RedisProbe redis;
    private final Stand stand;
    private final Figures figures = new Figures();
    private final Map<String, Object> facts = new LinkedHashMap<>();

    private Bench(Settings settings) {
        this.settings = settings;
        this.cast = new Cast(settings, facts);
        this.redis = new RedisProbe(settings.redisUrl());
        this.stand =
                new Stand(
                        redis,
                        new ProcessTree(settings.redisPid()),
                        new ProcessTree(settings.postgresPid()));
    }

    public static void main(String[] args) throws IOException {
        try (var bench = new Bench(Settings.from(Environment.of("bench-events")))) {
            bench.run();
            bench.report();
        }
        System.exit(0);
    }

    private void run() throws IOException {
        redis.compactByItself(false);
        facts.put("machine", Machine.here());
        facts.put("redis", redis.version());
        facts.put("java", Runtime.version().toString());
        facts.put("rounds", settings.rounds());
        facts.put("percent", settings.percent());
        if (settings.wants("l1") || settings.wants("pace")) {
            transport();
        }
        if (settings.wants("l2") || settings.wants("pace")) {
            effects();
        }
        if (settings.wants("events")) {
            growthInEvents();
        }
        if (settings.wants("partitions")) {
            growthInPartitions("L1", settings.scaled(STREAM_EVENTS));
            growthInPartitions("L2", settings.scaled(EFFECT_EVENTS));
        }
    }

    private void transport() throws IOException {
        say("L1: the contestants, the peers with the options they run fastest with");
        var contestants = cast.transport(settings.scaled(PEER_EVENTS / 2));
        say("L1: warming up");
        new Throughput(stand, new Figures(), 1, this::transportEvents).transport(contestants);
        if (settings.wants("l1")) {
            say("L1: " + settings.rounds() + " rounds");
            new Throughput(stand, figures, settings.rounds(), this::transportEvents)
                    .transport(contestants);
        }
        if (settings.wants("pace")) {
            pace("L1", contestants.stream().filter(Bench::carriesEvents).toList());
        }
        cast.dismiss(contestants);
    }

    private void effects() throws IOException {
        say("L2: the contestants, the peers with the options they run fastest with");
        var contestants = cast.effects(settings.scaled(EFFECT_EVENTS / 4));
        var effectEvents = settings.scaled(EFFECT_EVENTS);
        say("L2: warming up");
        new Throughput(stand, new Figures(), 1, contestant -> effectEvents).effects(contestants);
        if (settings.wants("l2")) {
            say("L2: " + settings.rounds() + " rounds");
            new Throughput(stand, figures, settings.rounds(), contestant -> effectEvents)
                    .effects(contestants);
        }
        if (settings.wants("pace")) {
            pace("L2", contestants);
        }
        cast.dismiss(contestants);
    }

    private void pace(String layer, List<Contestant> contestants) {
        var pace = new Pace(stand, figures, settings.rounds(), settings.paceSeconds());
        for (var rate : PACES) {
            say("%s: %d rounds at %d events a second".formatted(layer, settings.rounds(), rate));
            pace.hold(layer.toLowerCase(Locale.ROOT), rate, contestants);
        }
    }

    private void growthInEvents() throws IOException {
        say("L1: more and more events");
        var contestant = cast.leadflip("L1", Cast.PARTITIONS);
        var sizes =
                EVENT_COUNTS.stream()
                        .filter(count -> settings.full() || count < EVENT_COUNTS.getLast())
                        .map(settings::scaled)
                        .toList();
        new Growth(stand, new Figures(), 1)
                .inEvents(contestant, List.of(settings.scaled(STREAM_EVENTS)));
        new Growth(stand, figures, 1).inEvents(contestant, sizes);
        cast.dismiss(List.of(contestant));
    }

    private void growthInPartitions(String layer, int events) throws IOException {
        say(layer + ": more and more partitions");
        var contestants = new TreeMap<Integer, Contestant>();
        for (var partitions : PARTITION_COUNTS) {
            contestants.put(partitions, cast.leadflip(layer, partitions));
        }
        var prefix = layer.toLowerCase(Locale.ROOT);
        new Growth(stand, new Figures(), 1).inPartitions(prefix, contestants, events);
        new Growth(stand, figures, Math.min(3, settings.rounds()))
                .inPartitions(prefix, contestants, events);
        cast.dismiss(contestants.values());
    }

    /// The floor throws bytes about; only who carries events has a latency.
    private static boolean carriesEvents(Contestant contestant) {
        return !contestant.name().startsWith(Cast.FLOOR);
    }

    /// Tasks of some seconds each, whoever does them.
    private int transportEvents(Contestant contestant) {
        return settings.scaled(
                contestant.name().startsWith(Cast.PEER) ? PEER_EVENTS : STREAM_EVENTS);
    }

    private static void say(String what) {
        System.err.println("   " + what);
    }

    private void report() throws IOException {
        var report = new Report(facts, figures, Targets.judge(figures), Units::of, Targets.OURS);
        Files.writeString(settings.logs().resolve("bench-events.md"), report.tables());
        System.out.println(report.tables());
        System.out.println(report.json());
    }

    @Override
    public void close() {
        cast.close();
        redis.close();
    }
}
