package io.leadflip.faults.scenario;

import io.leadflip.faults.world.World;
import java.time.Duration;

/// Redis is killed and comes back after a second, and again after ten: with its append-only file,
/// or with nothing. Of the file hardly anything is lost: the operating system keeps what a killed
/// process wrote, and Redis writes before it answers, unless it waits for the disk at that moment.
/// A Redis that has lost its last seconds is [RedisRollback]'s.
final class RedisRestart implements Scenario {
    private static final Duration BETWEEN = Duration.ofSeconds(5);
    private static final Duration[] AWAY = {Duration.ofSeconds(1), Duration.ofSeconds(10)};

    private final boolean keeps;

    private RedisRestart(boolean keeps) {
        this.keeps = keeps;
    }

    static RedisRestart keeping() {
        return new RedisRestart(true);
    }

    static RedisRestart forgetting() {
        return new RedisRestart(false);
    }

    @Override
    public String name() {
        return keeps ? "redis-restart" : "redis-restart-empty";
    }

    @Override
    public World.Shape shape() {
        return keeps ? World.Shape.USUAL : World.Shape.REDIS_KEEPS_NOTHING;
    }

    @Override
    public void run(Stage stage) {
        for (Duration away : AWAY) {
            stage.say("kill -9 of Redis, away for %d s", away.toSeconds());
            stage.world().redis().kill();
            stage.pass(away);
            stage.world().redis().start(keeps);
            stage.recovered("Redis away for " + away.toSeconds() + " s");
            stage.pass(BETWEEN);
        }
    }
}
