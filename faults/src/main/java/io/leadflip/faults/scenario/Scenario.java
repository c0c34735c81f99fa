package io.leadflip.faults.scenario;

import io.leadflip.faults.world.Home;
import io.leadflip.faults.world.Pair;
import io.leadflip.faults.world.World;
import java.util.List;
import java.util.Optional;

/// One way in which things go wrong, under load, for a bounded time. A scenario breaks and heals;
/// who is waited for and who counts is the same for all.
public sealed interface Scenario
        permits Calm,
                ClockJump,
                Kill,
                Pause,
                Poison,
                PostgresRestart,
                ProviderDown,
                RedisFlush,
                RedisFull,
                RedisRestart,
                RedisRollback,
                Repeat,
                UnreliableNetwork {

    /// All of them, in the order of a full run.
    static List<Scenario> all() {
        return List.of(
                new Calm(),
                new Kill(),
                RedisRestart.keeping(),
                RedisRestart.forgetting(),
                new RedisRollback(),
                new RedisFlush(),
                new PostgresRestart(),
                UnreliableNetwork.cut(),
                UnreliableNetwork.delay(),
                UnreliableNetwork.halfOpen(),
                new Repeat(),
                new Pause(),
                new ClockJump(),
                new RedisFull(),
                new Poison(),
                new ProviderDown());
    }

    /// Its name for `SCENARIO=…`.
    String name();

    /// What the world must be like for it.
    default World.Shape shape() {
        return World.Shape.USUAL;
    }

    /// Whether it breaks the network between these two.
    default boolean mayBreak(Pair pair) {
        return false;
    }

    /// Whether an effect may stay in doubt afterwards, within the bound. Without faults none may.
    default boolean mayLeaveDoubt() {
        return true;
    }

    /// Why it cannot be run on this machine.
    default Optional<String> missing(Home home) {
        return Optional.empty();
    }

    /// Breaks and heals. Returns when everything has been healed; what comes back late is then
    /// waited for. Called with load running.
    void run(Stage stage);
}
