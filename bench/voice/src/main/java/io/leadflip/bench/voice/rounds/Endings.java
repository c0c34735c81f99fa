package io.leadflip.bench.voice.rounds;

import io.leadflip.bench.kit.measure.FlatLine;
import io.leadflip.bench.voice.relay.Relay;
import io.leadflip.bench.voice.sim.Phone;
import io.leadflip.bench.voice.sim.Tally.Count;
import java.util.ArrayList;
import java.util.List;

/// What is left behind: by many calls, by a long time, by a process that is told to end.
public final class Endings {
    private static final int AT_ONCE = 50;
    private static final double TALK_SECONDS = 1;
    private static final double DRAIN_SECONDS = 10;
    private static final double EXIT_SECONDS = 30;
    private static final double SAMPLE_SECONDS = 30;
    private static final int SOAK_CALLS = 200;
    private static final double TOLERATED = 0.1;
    private static final double LEAST_KB = 20 * 1024;

    private final Ground ground;

    public Endings(Ground ground) {
        this.ground = ground;
    }

    /// Many short calls in a row.
    public void churn(Relay relay, int calls) {
        ground.stage().use(relay.line());
        batch();
        long files = relay.openFiles();
        double kb = relay.residentKb();
        for (int done = 0; done < calls; done += AT_ONCE) {
            batch();
        }
        ground.stage().loop().run(2);
        ground.add("churn.left-files.count", relay.name(), Math.max(0, relay.openFiles() - files));
        ground.add("churn.grown.megabytes", relay.name(), (relay.residentKb() - kb) / 1024);
    }

    private void batch() {
        List<Phone> phones = ground.stage().dial(AT_ONCE, 0.25);
        ground.stage().loop().run(TALK_SECONDS);
        ground.stage().hangUp(phones);
    }

    /// Half of what a core carries, for a long time.
    public void soak(Relay relay, double minutes) {
        List<Phone> phones = ground.dialled(relay, SOAK_CALLS);
        List<Double> resident = new ArrayList<>();
        for (double at = 0; at < minutes * 60; at += SAMPLE_SECONDS) {
            ground.stage().measure(SAMPLE_SECONDS);
            ground.faults("soak", relay.name());
            resident.add(relay.residentKb());
        }
        FlatLine line = FlatLine.through(resident, SAMPLE_SECONDS, TOLERATED, LEAST_KB);
        ground.add("soak.rise.megabytes", relay.name(), line.rise() / 1024);
        ground.add("soak.flat.count", relay.name(), line.isFlat() ? 1 : 0);
        ground.stage().hangUp(phones);
    }

    /// Told to end with calls on the line. The relay is gone afterwards.
    public void drain(Relay relay) {
        List<Phone> phones = ground.dialled(relay, AT_ONCE);
        ground.stage().tally().open(System.nanoTime());
        relay.terminate();
        ground.stage().loop().run(ground.settings().scaled(DRAIN_SECONDS));
        ground.add("drain.cut.count", relay.name(), ground.stage().tally().of(Count.CUT));
        ground.add("drain.lost.count", relay.name(), ground.stage().tally().of(Count.LOST));
        ground.stage().tally().close();
        ground.stage().hangUp(phones);
        long ended = System.nanoTime();
        boolean gone = ground.stage().loop().await(() -> !relay.alive(), EXIT_SECONDS);
        ground.add(
                "drain.exit.seconds",
                relay.name(),
                gone ? (System.nanoTime() - ended) / 1e9 : EXIT_SECONDS);
        ground.add("drain.exit-code.count", relay.name(), gone ? relay.exitCode() : -1);
    }
}
