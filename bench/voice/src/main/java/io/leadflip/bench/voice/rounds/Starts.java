package io.leadflip.bench.voice.rounds;

import io.leadflip.bench.voice.relay.Relay;
import io.leadflip.bench.voice.sim.Phone;
import io.leadflip.bench.voice.sim.Tally.Count;
import java.util.List;

/// What is said before the model is there.
public final class Starts {
    private static final double CONNECT_SECONDS = 0.8;

    private final Ground ground;

    public Starts(Ground ground) {
        this.ground = ground;
    }

    public void hold(Relay relay, int calls) {
        ground.stage().modelConnectsAfter(CONNECT_SECONDS);
        ground.stage().use(relay.line());
        ground.stage().tally().open(System.nanoTime());
        List<Phone> phones = ground.stage().dial(calls, 1);
        ground.stage().loop().run(4);
        ground.stage().tally().close();
        ground.stage().modelConnectsAfter(0);
        double lost =
                ground.stage().tally().of(Count.LOST_AT_START)
                        + ground.stage().tally().of(Count.LOST);
        ground.add("start.lost-frames.per-call", relay.name(), lost / calls);
        ground.add("start.violations.count", relay.name(), ground.stage().tally().violations());
        ground.stage().hangUp(phones);
    }
}
