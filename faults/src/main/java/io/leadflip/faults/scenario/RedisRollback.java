package io.leadflip.faults.scenario;

import java.time.Duration;

/// Redis is killed and comes back as it was some time ago, as after a failover that lost the last
/// second or from an old snapshot: events are gone, and consumers stand where they stood.
final class RedisRollback implements Scenario {
    private static final Duration BETWEEN = Duration.ofSeconds(5);
    private static final Duration[] BACK = {Duration.ofSeconds(1), Duration.ofSeconds(10)};

    @Override
    public String name() {
        return "redis-rollback";
    }

    @Override
    public void run(Stage stage) {
        for (Duration back : BACK) {
            stage.world().redis().keepCopy();
            stage.pass(back);
            stage.say("kill -9 of Redis, which comes back as it was %d s ago", back.toSeconds());
            stage.world().redis().kill();
            stage.world().redis().startFromCopy();
            stage.recovered("a Redis as it was %d s ago".formatted(back.toSeconds()));
            stage.pass(BETWEEN);
        }
    }
}
