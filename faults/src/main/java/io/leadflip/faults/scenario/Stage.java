package io.leadflip.faults.scenario;

import io.leadflip.faults.Settings;
import io.leadflip.faults.check.Backlog;
import io.leadflip.faults.check.OpenWork;
import io.leadflip.faults.check.Recovery;
import io.leadflip.faults.load.Load;
import io.leadflip.faults.world.World;
import io.leadflip.sandbox.story.Patience;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// What a scenario acts on, and where it tells what it did.
public final class Stage {
    private static final Patience FIRST_CALL =
            new Patience(Duration.ofSeconds(90), Duration.ofMillis(500));

    private final World world;
    private final Load load;
    private final Settings settings;
    private final Random random;
    private final PrintStream out;
    private final Recovery recovery;
    private final long began = System.nanoTime();
    private final List<String> failures = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private Duration worst = Duration.ZERO;
    private long planted;

    public Stage(World world, Load load, Settings settings, String scenario, PrintStream out) {
        this.world = world;
        this.load = load;
        this.settings = settings;
        this.random = new Random(settings.seed() ^ scenario.hashCode());
        this.out = out;
        this.recovery = new Recovery(world, load);
    }

    World world() {
        return world;
    }

    Settings settings() {
        return settings;
    }

    /// All chance of a scenario; its own for each, so that one can be repeated alone.
    Random random() {
        return random;
    }

    /// Lets things go on as they are.
    void pass(Duration time) {
        Patience.rest(time);
    }

    /// Cold processes need a while until they keep pace; nothing is broken before they do.
    public void warmedUp() {
        Recovery.Measured measured = recovery.measure();
        say("keeps pace after %.1f s", measured.took().toMillis() / 1000.0);
        if (!measured.complete()) {
            throw new NeverRecovered("does not keep pace with the load; left: " + measured.left());
        }
    }

    /// Nothing is broken before somebody is on the phone, or is about to be: a fault that meets no
    /// call proves nothing about calls.
    public void callUnderWay() {
        if (FIRST_CALL.until(this::someCall).isEmpty()) {
            fail("no call was under way when things began to break");
        }
    }

    private Optional<Boolean> someCall() {
        try (Connection connection = world.database().reader()) {
            return Backlog.callsUnderWay(connection) > 0 ? Optional.of(true) : Optional.empty();
        } catch (SQLException e) {
            throw new IllegalStateException("Postgres does not answer before any fault", e);
        }
    }

    /// The fault has just ended: waits until everything that came in so far is where it must be.
    ///
    /// @throws NeverRecovered when that does not come to pass; nothing more is then broken
    public void recovered(String from) {
        Recovery.Measured measured = recovery.measure();
        if (measured.took().compareTo(worst) > 0) {
            worst = measured.took();
        }
        if (!measured.complete()) {
            OpenWork.in(world.database()).forEach(line -> say("open: %s", line));
            throw new NeverRecovered("never recovered from " + from + "; left: " + measured.left());
        }
        say(
                "recovered from %s after %.1f s; waited last for %s",
                from, measured.took().toMillis() / 1000.0, measured.left());
        if (measured.took().compareTo(settings.recoverWithin()) > 0) {
            fail("took %d s to recover from %s".formatted(measured.took().toSeconds(), from));
        }
    }

    /// Something that must not be.
    public void fail(String what) {
        failures.add(what);
        say("FAILED: %s", what);
    }

    /// Something the reader of the result should know.
    void note(String what) {
        notes.add(what);
        say("%s", what);
    }

    /// A line of progress.
    public void say(String format, Object... arguments) {
        double at = (System.nanoTime() - began) / 1e9;
        out.printf("   %6.1f s  %s%n", at, format.formatted(arguments));
    }

    public List<String> failures() {
        return List.copyOf(failures);
    }

    public List<String> notes() {
        return List.copyOf(notes);
    }

    /// These dead letters are the scenario's own doing.
    void plantedLetters(long letters) {
        planted = letters;
    }

    public long plantedLetters() {
        return planted;
    }

    public Duration worst() {
        return worst;
    }

    /// Whoever is in the load.
    Load load() {
        return load;
    }
}
