package io.leadflip.faults.scenario;

import io.leadflip.faults.proxy.Mode;
import io.leadflip.faults.world.Pair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// The network between each two parties breaks in turn, in random order: cut, slow, or silently
/// dead.
final class UnreliableNetwork implements Scenario {
    private static final Duration SLOW = Duration.ofMillis(500);

    private final String name;
    private final Mode broken;

    private UnreliableNetwork(String name, Mode broken) {
        this.name = name;
        this.broken = broken;
    }

    static UnreliableNetwork cut() {
        return new UnreliableNetwork("cut", Mode.CUT);
    }

    static UnreliableNetwork delay() {
        return new UnreliableNetwork("delay", Mode.delay(SLOW));
    }

    static UnreliableNetwork halfOpen() {
        return new UnreliableNetwork("half-open", Mode.HALF_OPEN);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean mayBreak(Pair pair) {
        return true;
    }

    @Override
    public void run(Stage stage) {
        List<Pair> pairs = new ArrayList<>(Arrays.asList(Pair.values()));
        Collections.shuffle(pairs, stage.random());
        for (Pair pair : pairs) {
            stage.world().network().become(pair, broken);
            stage.pass(stage.settings().pairFault());
            stage.world().network().become(pair, Mode.PASS);
            stage.recovered(name + " " + pair);
        }
    }
}
