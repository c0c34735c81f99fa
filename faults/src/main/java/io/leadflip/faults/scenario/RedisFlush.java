package io.leadflip.faults.scenario;

import java.time.Duration;

/// Somebody types `FLUSHALL`, twice.
final class RedisFlush implements Scenario {
    private static final Duration BETWEEN = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "redis-flush";
    }

    @Override
    public void run(Stage stage) {
        for (int time = 1; time <= 2; time++) {
            stage.pass(BETWEEN);
            stage.world().redis().send("FLUSHALL");
            stage.recovered("FLUSHALL " + time);
        }
    }
}
