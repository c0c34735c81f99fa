package io.leadflip.bench.voice.rounds;

import io.leadflip.bench.voice.relay.Relay;
import io.leadflip.bench.voice.sim.Phone;
import io.leadflip.bench.voice.sim.Scene;
import io.leadflip.bench.voice.sim.Tally;
import io.leadflip.bench.voice.sim.Tally.Count;
import java.util.List;

/// So many conversations at once: delay, loss, processor time, memory, garbage.
public final class Load {
    private final Ground ground;

    public Load(Ground ground) {
        this.ground = ground;
    }

    public void hold(Relay relay, int calls, double seconds) {
        ground.stage().play(Scene.CONVERSATION);
        double emptyKb = relay.residentKb();
        List<Phone> phones = ground.dialled(relay, calls);
        double cpu = relay.cpuSeconds();
        double allocated = relay.allocated();
        Tally tally = ground.stage().measure(seconds);
        double used = relay.cpuSeconds() - cpu;
        double garbage = relay.allocated() - allocated;
        String at = "at-" + calls;
        if (ground.onTime(at + " " + relay.name())) {
            ground.latencies(at, relay.name());
            ground.faults(at, relay.name());
            ground.add(at + ".cpu", relay.name(), used * 60 / seconds / calls);
            ground.add(at + ".busy.percent", relay.name(), 100 * used / seconds);
            ground.add(at + ".memory.kb", relay.name(), (relay.residentKb() - emptyKb) / calls);
            long frames = tally.of(Count.FRAMES_HEARD) + tally.of(Count.MEDIA);
            if (relay.allocated() >= 0 && frames > 0) {
                ground.add(at + ".garbage.bytes", relay.name(), garbage / frames);
            }
        }
        ground.stage().hangUp(phones);
    }
}
