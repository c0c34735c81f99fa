package io.leadflip.bench.events;

import io.leadflip.bench.events.floor.FloorRunner;
import io.leadflip.bench.events.rounds.Contestant;
import io.leadflip.bench.events.rounds.Tuning;
import io.leadflip.bench.events.runner.Runner;
import io.leadflip.bench.kit.report.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The contestants: starts their processes, tunes the peers, ends them.
public final class Cast implements AutoCloseable {
    public static final int PARTITIONS = 8;
    static final String PEER = "bullmq";
    static final String FLOOR = "floor";

    private static final List<Integer> PEER_LINES = List.of(6, 5);

    /// As the product's image sets it, with a heap that fits beside the stores.
    private static final List<String> JVM = List.of("-Xmx768m", "-XX:+UseCompactObjectHeaders");

    private final Settings settings;
    private final Map<String, Object> facts;
    private final String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private final List<Runner> runners = new ArrayList<>();

    /// @param facts where versions and options are written down
    public Cast(Settings settings, Map<String, Object> facts) {
        this.settings = settings;
        this.facts = facts;
    }

    /// Everybody who can carry events without a database.
    List<Contestant> transport(int tuningEvents) throws IOException {
        var contestants = new ArrayList<Contestant>();
        if (settings.invites("leadflip")) {
            contestants.add(leadflip("L1", PARTITIONS));
        }
        if (settings.invites(FLOOR)) {
            var floor = floor();
            contestants.add(new Contestant(FLOOR, floor, Map.of("shape", "FIELDS")));
            contestants.add(
                    new Contestant(FLOOR + ", one field", floor, Map.of("shape", "SINGLE")));
        }
        for (var peer : peers(Map.of("layer", "L1"))) {
            contestants.add(noted("l1", new Tuning(tuningEvents).transport(peer)));
        }
        return contestants;
    }

    /// Everybody with a row for each event in Postgres; our own first, for it makes the table.
    List<Contestant> effects(int tuningEvents) throws IOException {
        var contestants = new ArrayList<Contestant>();
        if (settings.invites("leadflip")) {
            contestants.add(leadflip("L2", PARTITIONS));
        }
        for (var peer : peers(Map.of("layer", "L2", "bulk", 1))) {
            contestants.add(noted("l2", new Tuning(tuningEvents).effects(peer)));
        }
        return contestants;
    }

    /// @param layer `L1` for the transport alone, `L2` with the database
    public Contestant leadflip(String layer, int partitions) throws IOException {
        var name = "leadflip-" + layer + "-" + partitions;
        var alone = layer.equals("L1");
        var environment =
                Map.of(
                        "BENCH_KIND", layer,
                        "LEADFLIP_EVENTS_PARTITIONS", Integer.toString(partitions),
                        "LEADFLIP_EVENTS_PREFIX", "bench-" + name,
                        "LEADFLIP_EVENTS_CONSUME", Boolean.toString(!alone),
                        "LEADFLIP_OUTBOX_RELAY", Boolean.toString(!alone));
        var runner = start(name, virtualMachine("-jar", settings.layer().toString()), environment);
        runner.ask("hello", Map.of());
        return new Contestant("leadflip", runner, Map.of());
    }

    private Runner floor() throws IOException {
        var command =
                virtualMachine(
                        "-cp",
                        System.getProperty("java.class.path"),
                        FloorRunner.class.getName(),
                        settings.redisUrl(),
                        Integer.toString(PARTITIONS));
        return start(FLOOR, command, Map.of());
    }

    private List<Contestant> peers(Map<String, Object> options) throws IOException {
        var peers = new ArrayList<Contestant>();
        for (var line : PEER_LINES) {
            var name = PEER + "-" + line;
            if (settings.invites(name)) {
                var runner = start(name, node(line), Map.of());
                facts.put(name, runner.ask("hello", Map.of()));
                peers.add(new Contestant(name, runner, options));
            }
        }
        return peers;
    }

    private Contestant noted(String layer, Contestant peer) {
        facts.put(peer.name() + " " + layer, peer.options());
        return peer;
    }

    private List<String> node(int line) throws IOException {
        var options = new HashMap<String, Object>();
        options.put("major", line);
        options.put("redis", settings.redisUrl());
        options.put("postgres", settings.postgresUrl());
        var main = settings.peer().resolve("src/main.mjs").toString();
        return List.of("node", main, Json.MAPPER.writeValueAsString(options));
    }

    private List<String> virtualMachine(String... arguments) {
        var command = new ArrayList<>(List.of(java));
        command.addAll(JVM);
        command.addAll(List.of(arguments));
        return command;
    }

    private Runner start(String name, List<String> command, Map<String, String> environment)
            throws IOException {
        var log = settings.logs().resolve("bench-" + name + ".log");
        var runner = new Runner(name, command, environment, log);
        runners.add(runner);
        return runner;
    }

    /// Ends those who are not needed any more.
    void dismiss(Collection<Contestant> contestants) {
        contestants.stream().map(Contestant::runner).distinct().forEach(this::dismiss);
    }

    private void dismiss(Runner runner) {
        runner.close();
        runners.remove(runner);
    }

    @Override
    public void close() {
        List.copyOf(runners).forEach(this::dismiss);
    }
}
