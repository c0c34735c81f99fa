package io.leadflip.bench.voice;

import io.leadflip.bench.kit.measure.Figures;
import io.leadflip.bench.kit.probe.Machine;
import io.leadflip.bench.kit.report.Report;
import io.leadflip.bench.kit.setting.Environment;
import io.leadflip.bench.voice.relay.Cast;
import io.leadflip.bench.voice.relay.Relay;
import io.leadflip.bench.voice.report.Targets;
import io.leadflip.bench.voice.report.Units;
import io.leadflip.bench.voice.rounds.Capacity;
import io.leadflip.bench.voice.rounds.Endings;
import io.leadflip.bench.voice.rounds.Ground;
import io.leadflip.bench.voice.rounds.Interruptions;
import io.leadflip.bench.voice.rounds.Load;
import io.leadflip.bench.voice.rounds.Starts;
import io.leadflip.bench.voice.rounds.Troubles;
import io.leadflip.bench.voice.sim.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The whole run: start everybody, warm everybody up, measure in turns, judge, report.
public final class Bench implements AutoCloseable {
    private static final int FEW_CALLS = 50;
    private static final int WARM_CALLS = 200;
    private static final int[] JITTERS = {0, 100};

    private final Settings settings;
    private final Stage stage;
    private final List<Relay> relays = new ArrayList<>();
    private final Figures figures = new Figures();
    private final List<String> voided = new ArrayList<>();
    private final Map<String, Object> facts = new LinkedHashMap<>();

    private Bench(Settings settings) throws IOException {
        this.settings = settings;
        this.stage = new Stage(settings.modelPort());
    }

    public static void main(String[] args) throws IOException {
        try (Bench bench = new Bench(Settings.from(Environment.of("bench-voice")))) {
            bench.run();
            bench.report();
        }
        System.exit(0);
    }

    private void run() throws IOException {
        facts.put("machine", Machine.here());
        facts.put("java", Runtime.version().toString());
        facts.put("peers", System.getenv().getOrDefault("BENCH_VERSIONS", ""));
        facts.put("rounds", settings.rounds());
        facts.put("seconds", settings.scaled(settings.seconds()));
        for (Relay.Recipe recipe : new Cast(settings).recipes()) {
            say("starting " + recipe.name());
            relays.add(Relay.start(recipe, settings.relayCore()));
        }
        say("warming up");
        Ground unrecorded = new Ground(settings, stage, new Figures(), new ArrayList<>());
        inTurn(0, relay -> warmUp(unrecorded, relay));
        Ground ground = new Ground(settings, stage, figures, voided);
        for (int round = 0; round < settings.rounds(); round++) {
            say("round " + (round + 1) + " of " + settings.rounds());
            round(ground, round);
        }
        slopes();
        once(ground);
    }

    /// Nobody does for the first time what is measured, and an interruption is no part of a usual
    /// conversation.
    private void warmUp(Ground unrecorded, Relay relay) {
        double seconds = settings.scaled(settings.warmSeconds());
        new Load(unrecorded).hold(relay, WARM_CALLS, seconds);
        if (settings.wants("interruptions") && !relay.line().passesThrough()) {
            new Interruptions(unrecorded).hold(relay, FEW_CALLS, seconds / 4, 0);
        }
    }

    private void round(Ground ground, int round) {
        if (settings.wants("load")) {
            Load load = new Load(ground);
            for (int calls : settings.calls()) {
                inTurn(
                        round,
                        relay -> load.hold(relay, calls, settings.scaled(settings.seconds())));
            }
        }
        if (settings.wants("interruptions")) {
            Interruptions interruptions = new Interruptions(ground);
            for (int jitter : JITTERS) {
                inTurn(
                        round,
                        relay -> {
                            if (!relay.line().passesThrough()) {
                                interruptions.hold(
                                        relay,
                                        FEW_CALLS,
                                        settings.scaled(settings.seconds()),
                                        jitter);
                            }
                        });
            }
        }
        if (settings.wants("troubles")) {
            Troubles troubles = new Troubles(ground);
            inTurn(round, troubles::storm);
            inTurn(round, troubles::slowPeer);
        }
        if (settings.wants("start")) {
            inTurn(round, relay -> new Starts(ground).hold(relay, FEW_CALLS));
        }
    }

    /// How much processor time one more call costs, by the medians at the fewest and the most
    /// calls.
    private void slopes() {
        int few = settings.calls().getFirst();
        int many = settings.calls().getLast();
        for (Relay relay : relays) {
            String name = relay.name();
            if (many > few
                    && figures.has("at-" + few + ".cpu", name)
                    && figures.has("at-" + many + ".cpu", name)) {
                double low = figures.spread("at-" + few + ".cpu", name).median() * few;
                double high = figures.spread("at-" + many + ".cpu", name).median() * many;
                figures.add("load.slope", name, (high - low) / (many - few));
            }
        }
    }

    /// What takes long, or ends the contestant.
    private void once(Ground ground) {
        if (settings.wants("capacity")) {
            say("the most calls on a core");
            Capacity capacity = new Capacity(ground);
            inTurn(0, relay -> capacity.search(relay, settings.scaled(settings.capacitySeconds())));
        }
        Endings endings = new Endings(ground);
        if (settings.wants("churn")) {
            say("calls in a row");
            inTurn(0, relay -> endings.churn(relay, (int) settings.scaled(settings.churn())));
        }
        if (settings.selection().names("soak")) {
            say("soak");
            endings.soak(relays.getFirst(), settings.scaled(settings.soakMinutes()));
        }
        if (settings.wants("drain")) {
            say("drain");
            inTurn(0, endings::drain);
        }
    }

    /// Every round begins with the next contestant.
    private void inTurn(int round, Consumer<Relay> measure) {
        for (int i = 0; i < relays.size(); i++) {
            measure.accept(relays.get((i + round) % relays.size()));
        }
    }

    private static void say(String what) {
        System.err.println("   " + what);
    }

    private void report() throws IOException {
        facts.put("voided", voided);
        Report report = new Report(facts, figures, Targets.judge(figures), Units::of, Cast.OURS);
        Files.writeString(settings.logs().resolve("bench-voice.md"), report.tables());
        System.out.println(report.tables());
        System.out.println(report.json());
    }

    @Override
    public void close() throws IOException {
        relays.forEach(Relay::close);
        stage.close();
    }
}
