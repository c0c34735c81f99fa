package io.leadflip.bench.voice.rounds;

import io.leadflip.bench.voice.relay.Relay;
import io.leadflip.bench.voice.sim.Phone;
import io.leadflip.bench.voice.sim.Scene;
import io.leadflip.bench.voice.sim.Tally;
import java.util.List;

/// The most calls a relay carries on its core: 99 of 100 frames within 6 ms both ways, and nothing
/// lost.
public final class Capacity {
    private static final int[] STEPS = {100, 200, 300, 400, 500, 600, 700, 800};
    private static final double LONGEST_MILLIS = 6;

    private final Ground ground;

    public Capacity(Ground ground) {
        this.ground = ground;
    }

    public void search(Relay relay, double seconds) {
        ground.stage().play(Scene.CONVERSATION);
        int carried = 0;
        for (int calls : STEPS) {
            if (!carries(relay, calls, seconds)) {
                break;
            }
            carried = calls;
        }
        ground.add("capacity.calls", relay.name(), carried);
    }

    private boolean carries(Relay relay, int calls, double seconds) {
        List<Phone> phones = ground.dialled(relay, calls);
        Tally tally = ground.stage().measure(seconds);
        boolean carries =
                ground.onTime("capacity " + calls + " " + relay.name())
                        && ground.nothingLost()
                        && Ground.millis(tally.up, 99) <= LONGEST_MILLIS
                        && Ground.millis(tally.down, 99) <= LONGEST_MILLIS;
        ground.stage().hangUp(phones);
        return carries;
    }
}
