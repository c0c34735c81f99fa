package io.leadflip.faults;

import io.leadflip.faults.scenario.Scenario;
import io.leadflip.faults.world.Home;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs the scenarios one after the other and says what became of them. Started by `make faults`;
/// see the README beside this module.
///
/// Ends with 0 when everything that ran kept the promise, 1 when something did not, 2 when it could
/// not begin. The last line is one JSON object.
public final class FaultSuite {
    private static final Runnable NOTHING = () -> {};

    private final PrintStream out;
    private final Home home;
    private final Settings settings;
    private volatile Runnable abort = NOTHING;

    private FaultSuite(PrintStream out, Map<String, String> environment) {
        this.out = out;
        home = new Home(environment);
        settings = Settings.of(environment);
    }

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try {
            FaultSuite suite = new FaultSuite(out, System.getenv());
            Runtime.getRuntime()
                    .addShutdownHook(
                            Thread.ofPlatform().name("stop").unstarted(() -> suite.abort.run()));
            System.exit(suite.run() ? 0 : 1);
        } catch (IllegalArgumentException | IllegalStateException e) {
            out.println("The fault suite could not begin: " + e.getMessage());
            System.exit(2);
        }
    }

    private boolean run() {
        List<Scenario> chosen = chosen();
        Training training = new Training(home, settings, out);
        abort = training::abort;
        training.runOnce();
        abort = NOTHING;
        List<Outcome> outcomes = new ArrayList<>();
        for (Scenario scenario : chosen) {
            out.printf(
                    "%n── %s (%d of %d, seed %d)%n",
                    scenario.name(), outcomes.size() + 1, chosen.size(), settings.seed());
            ScenarioRun run = new ScenarioRun(home, settings, scenario, out);
            abort = run::abort;
            Outcome outcome = run.run();
            abort = NOTHING;
            outcomes.add(outcome);
            new Report(List.of(outcome)).print(out);
        }
        Report report = new Report(outcomes);
        out.printf("── Result%n");
        report.print(out);
        out.println(report.json(settings, versions()).encode());
        return report.good();
    }

    private List<Scenario> chosen() {
        List<Scenario> all = Scenario.all();
        if (settings.scenarios().isEmpty()) {
            return all;
        }
        Map<String, Scenario> byName = new LinkedHashMap<>();
        all.forEach(each -> byName.put(each.name(), each));
        return settings.scenarios().stream().distinct().map(name -> named(byName, name)).toList();
    }

    private static Scenario named(Map<String, Scenario> byName, String name) {
        Scenario scenario = byName.get(name);
        if (scenario == null) {
            throw new IllegalArgumentException(
                    "there is no scenario '%s'; there are %s".formatted(name, byName.keySet()));
        }
        return scenario;
    }

    private Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("java", System.getProperty("java.version"));
        versions.put("postgres", home.get("FAULTS_POSTGRES_VERSION"));
        versions.put("redis", home.get("FAULTS_REDIS_VERSION"));
        versions.put("source", home.get("FAULTS_SOURCE_VERSION"));
        return versions;
    }
}
