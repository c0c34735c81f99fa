package io.leadflip.faults.scenario;

import io.leadflip.faults.world.Home;
import io.leadflip.faults.world.Service;
import io.leadflip.faults.world.World;
import java.time.Duration;
import java.util.Optional;

/// The wall clock of each service in turn jumps ten minutes ahead and later back, and ten minutes
/// back and later ahead. Monotonic time goes on.
final class ClockJump implements Scenario {
    private static final long JUMP = Duration.ofMinutes(10).toSeconds();
    private static final Duration WRONG = Duration.ofSeconds(20);

    @Override
    public String name() {
        return "clock";
    }

    @Override
    public World.Shape shape() {
        return World.Shape.CLOCKS_CAN_JUMP;
    }

    @Override
    public Optional<String> missing(Home home) {
        return home.fakeTime().isPresent()
                ? Optional.empty()
                : Optional.of("libfaketime is not on this machine and could not be installed");
    }

    @Override
    public void run(Stage stage) {
        for (Service victim : Service.values()) {
            jump(stage, victim, JUMP);
            jump(stage, victim, -JUMP);
        }
    }

    private static void jump(Stage stage, Service victim, long seconds) {
        stage.world().setClock(victim, seconds);
        stage.say("the clock of %s jumps by %+d s", victim.wire(), seconds);
        stage.pass(WRONG);
        stage.world().setClock(victim, 0);
        stage.recovered("a clock %+d s off at %s".formatted(seconds, victim.wire()));
    }
}
