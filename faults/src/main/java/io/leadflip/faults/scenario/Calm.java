package io.leadflip.faults.scenario;

import java.time.Duration;

/// Nothing goes wrong: what the others are compared with. Nothing may stay in doubt.
final class Calm implements Scenario {
    private static final Duration QUIET = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "calm";
    }

    @Override
    public boolean mayLeaveDoubt() {
        return false;
    }

    @Override
    public void run(Stage stage) {
        stage.pass(QUIET);
        stage.recovered("nothing");
    }
}
