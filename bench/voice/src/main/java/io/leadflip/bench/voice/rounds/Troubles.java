package io.leadflip.bench.voice.rounds;

import io.leadflip.bench.voice.relay.Relay;
import io.leadflip.bench.voice.sim.Phone;
import io.leadflip.bench.voice.sim.Tally;
import io.leadflip.bench.voice.sim.Tally.Count;
import java.util.ArrayList;
import java.util.List;

/// What one call, or many new ones, do to the others.
public final class Troubles {
    private static final int CALLS = 50;
    private static final int[] STORMS = {50, 200};
    private static final double AFTERWARDS_SECONDS = 3;
    private static final double DEAF_SECONDS = 10;

    private final Ground ground;

    public Troubles(Ground ground) {
        this.ground = ground;
    }

    /// Fifty, then two hundred, connect within a second.
    public void storm(Relay relay) {
        List<Phone> old = ground.dialled(relay, CALLS);
        ground.stage().tally().open(System.nanoTime());
        ground.stage().tally().watch(0, CALLS);
        List<Phone> arrived = new ArrayList<>();
        for (int storm : STORMS) {
            arrived.addAll(ground.stage().dial(storm, 1));
            ground.stage().loop().run(AFTERWARDS_SECONDS);
        }
        ground.stage().tally().close();
        delays("storm", relay);
        long live = arrived.stream().filter(Phone::live).count();
        ground.add("storm.refused.count", relay.name(), arrived.size() - live);
        ground.stage().hangUp(arrived);
        ground.stage().hangUp(old);
    }

    /// One phone and another call's model read nothing any more.
    public void slowPeer(Relay relay) {
        List<Phone> phones = ground.dialled(relay, CALLS);
        double before = relay.residentKb();
        phones.get(0).goDeaf(true);
        phones.get(1).modelGoesDeaf(true);
        ground.stage().tally().open(System.nanoTime());
        ground.stage().tally().watch(2, CALLS);
        ground.stage().loop().run(ground.settings().scaled(DEAF_SECONDS));
        ground.stage().tally().close();
        delays("slow-peer", relay);
        ground.add("slow-peer.grown.megabytes", relay.name(), (relay.residentKb() - before) / 1024);
        phones.get(0).goDeaf(false);
        phones.get(1).modelGoesDeaf(false);
        ground.stage().hangUp(phones);
    }

    private void delays(String prefix, Relay relay) {
        Tally tally = ground.stage().tally();
        if (ground.onTime(prefix + " " + relay.name())) {
            ground.add(prefix + ".up.p99.ms", relay.name(), Ground.millis(tally.up, 99));
            ground.add(prefix + ".down.p99.ms", relay.name(), Ground.millis(tally.down, 99));
            ground.add(prefix + ".lost.count", relay.name(), tally.of(Count.LOST));
        }
    }
}
