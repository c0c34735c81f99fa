package io.leadflip.faults;

import io.leadflip.faults.load.Crowd;
import io.leadflip.faults.load.Load;
import io.leadflip.faults.world.Home;
import io.leadflip.faults.world.World;
import io.leadflip.sandbox.story.Patience;
import java.io.PrintStream;
import java.time.Duration;

/// Lets the services run once under a gentle load before the scenarios, so that their JVMs know
/// what to load and what to compile when they are started again and again.
final class Training {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(40);
    private static final Crowd GENTLE = new Crowd(2, Duration.ofSeconds(5), 1);

    private final Home home;
    private final Settings settings;
    private final PrintStream out;
    private final World world;

    Training(Home home, Settings settings, PrintStream out) {
        this.home = home;
        this.settings = settings;
        this.out = out;
        world = World.of(home, "training", pair -> false);
    }

    /// Does nothing when the programs as they are built now have been trained.
    void runOnce() {
        if (World.isTrained(home)) {
            return;
        }
        long began = System.nanoTime();
        try (world) {
            world.open(World.Shape.LEARNING);
            try (Load load = new Load(world, settings.seed(), GENTLE)) {
                load.start();
                Patience.rest(LONG_ENOUGH);
            }
            world.keepWhatWasLearnt();
        }
        out.printf(
                "   services trained for their next starts in %d s%n",
                Duration.ofNanos(System.nanoTime() - began).toSeconds());
    }

    void abort() {
        world.close();
    }
}
