package io.leadflip.faults.scenario;

import java.time.Duration;

/// PostgreSQL crashes (an immediate stop) and comes back after two seconds, and again after ten.
final class PostgresRestart implements Scenario {
    private static final Duration BETWEEN = Duration.ofSeconds(5);
    private static final Duration[] AWAY = {Duration.ofSeconds(2), Duration.ofSeconds(10)};

    @Override
    public String name() {
        return "postgres-restart";
    }

    @Override
    public void run(Stage stage) {
        for (Duration away : AWAY) {
            stage.say("immediate stop of PostgreSQL, away for %d s", away.toSeconds());
            stage.world().postgres().stopImmediately();
            stage.pass(away);
            stage.world().postgres().start();
            stage.recovered("PostgreSQL away for " + away.toSeconds() + " s");
            stage.pass(BETWEEN);
        }
    }
}
