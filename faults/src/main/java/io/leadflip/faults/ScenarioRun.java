package io.leadflip.faults;

import io.leadflip.faults.check.DoubtBound;
import io.leadflip.faults.check.Drain;
import io.leadflip.faults.check.Verdict;
import io.leadflip.faults.load.Load;
import io.leadflip.faults.load.Tally;
import io.leadflip.faults.scenario.NeverRecovered;
import io.leadflip.faults.scenario.Scenario;
import io.leadflip.faults.scenario.Stage;
import io.leadflip.faults.world.Home;
import io.leadflip.faults.world.World;
import io.leadflip.sandbox.checker.CheckReport;
import io.leadflip.sandbox.story.Patience;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One scenario in a world of its own: load, warm-up, the fault, recovery, a little more load, the
/// end of everything under way, and the count.
final class ScenarioRun {
    private static final Duration BEFORE = Duration.ofSeconds(5);
    private static final Duration AFTER = Duration.ofSeconds(5);

    private final Home home;
    private final Settings settings;
    private final Scenario scenario;
    private final PrintStream out;
    private final World world;

    ScenarioRun(Home home, Settings settings, Scenario scenario, PrintStream out) {
        this.home = home;
        this.settings = settings;
        this.scenario = scenario;
        this.out = out;
        world = World.of(home, scenario.name(), scenario::mayBreak);
    }

    Outcome run() {
        Optional<String> missing = scenario.missing(home);
        if (missing.isPresent()) {
            return new Outcome.Skipped(scenario.name(), missing.get());
        }
        long began = System.nanoTime();
        try (world) {
            world.open(scenario.shape());
            try (Load load = new Load(world, settings.seed(), settings.crowd())) {
                return under(load, began);
            }
        } catch (RuntimeException e) {
            e.printStackTrace(out);
            return new Outcome.Broken(scenario.name(), String.valueOf(e.getMessage()));
        }
    }

    /// Ends all processes of this run at once; for a run that is cut short.
    void abort() {
        world.close();
    }

    /// The whole list of findings; the table shows the first of each kind.
    private void keep(CheckReport report) {
        Path file = world.logs().resolve("checker.txt");
        try (PrintStream list = new PrintStream(file.toFile(), StandardCharsets.UTF_8)) {
            report.print(list);
        } catch (IOException e) {
            throw new UncheckedIOException("The checker's findings cannot be kept", e);
        }
    }

    /// Whether the system got over everything.
    private boolean breakAndHeal(Stage stage) {
        try {
            Patience.rest(BEFORE);
            stage.warmedUp();
            stage.callUnderWay();
            scenario.run(stage);
            Patience.rest(AFTER);
            return true;
        } catch (NeverRecovered e) {
            stage.fail(e.getMessage());
            return false;
        }
    }

    private Outcome under(Load load, long began) {
        Stage stage = new Stage(world, load, settings, scenario.name(), out);
        load.start();
        boolean whole = breakAndHeal(stage);
        load.stop();
        Drain drain = new Drain(world, load, whole ? Drain.Bounds.PATIENT : Drain.Bounds.SHORT);
        drain.settle().forEach(stage::fail);
        Tally people = load.tally();
        stage.say("%s", people);
        load.complaints().forEach(complaint -> stage.say("someone said: %s", complaint));
        CheckReport report = Verdict.settled(world.checker());
        keep(report);
        DoubtBound doubt =
                DoubtBound.of(
                        Verdict.effects(world.database()),
                        scenario.mayLeaveDoubt(),
                        world.sandbox().folder());
        List<String> failures = new ArrayList<>(stage.failures());
        failures.addAll(Verdict.of(report, doubt, people, stage.plantedLetters()));
        return new Outcome.Ran(
                scenario.name(),
                people.answered(),
                report,
                doubt,
                stage.worst(),
                Duration.ofNanos(System.nanoTime() - began),
                stage.notes(),
                failures);
    }
}
