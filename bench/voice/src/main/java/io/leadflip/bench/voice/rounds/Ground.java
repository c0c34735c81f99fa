package io.leadflip.bench.voice.rounds;

import io.leadflip.bench.kit.measure.Figures;
import io.leadflip.bench.voice.Settings;
import io.leadflip.bench.voice.relay.Relay;
import io.leadflip.bench.voice.sim.Phone;
import io.leadflip.bench.voice.sim.Stage;
import io.leadflip.bench.voice.sim.Tally;
import io.leadflip.bench.voice.sim.Tally.Count;
import java.util.List;
import org.HdrHistogram.Histogram;

/// What every measure stands on: the generator, the figures, and how a window is read.
///
/// @param voided windows in which the generator itself was late; their figures are kept out
public record Ground(Settings settings, Stage stage, Figures figures, List<String> voided) {
    /// A generator that is later than this at the 99th percentile measures itself.
    private static final double LATEST_MILLIS = 2;

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double SETTLE_SECONDS = 3;
    private static final double CALLS_A_SECOND = 100;

    /// Calls through a relay, long enough there for every one to be in conversation.
    List<Phone> dialled(Relay relay, int calls) {
        stage.use(relay.line());
        List<Phone> phones = stage.dial(calls, Math.max(0.5, calls / CALLS_A_SECOND));
        stage.loop().run(SETTLE_SECONDS);
        return phones;
    }

    /// @return whether the window counts
    boolean onTime(String window) {
        double late = millis(stage.tally().lateness, 99);
        if (late > LATEST_MILLIS) {
            voided.add("%s: generator late by %.2f ms".formatted(window, late));
            return false;
        }
        return true;
    }

    static double millis(Histogram nanos, double percentile) {
        return nanos.getTotalCount() == 0
                ? 0
                : nanos.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
    }

    void add(String measure, String contestant, double value) {
        figures.add(measure, contestant, value);
    }

    void latencies(String prefix, String contestant) {
        Tally tally = stage.tally();
        for (double percentile : new double[] {50, 90, 99, 99.9}) {
            String name = ".p" + (percentile == 99.9 ? "99.9" : Integer.toString((int) percentile));
            add(prefix + ".up" + name + ".ms", contestant, millis(tally.up, percentile));
            add(prefix + ".down" + name + ".ms", contestant, millis(tally.down, percentile));
        }
        add(prefix + ".generator.p99.ms", contestant, millis(tally.lateness, 99));
    }

    void faults(String prefix, String contestant) {
        Tally tally = stage.tally();
        add(
                prefix + ".lost.count",
                contestant,
                tally.of(Count.LOST) + tally.of(Count.OUT_OF_ORDER));
        add(prefix + ".underruns.count", contestant, tally.of(Count.UNDERRUNS));
        add(prefix + ".violations.count", contestant, tally.violations());
        add(prefix + ".cut.count", contestant, tally.of(Count.CUT));
    }

    boolean nothingLost() {
        Tally tally = stage.tally();
        return tally.of(Count.LOST) == 0
                && tally.of(Count.UNDERRUNS) == 0
                && tally.of(Count.CUT) == 0
                && tally.of(Count.OUT_OF_ORDER) == 0
                && tally.of(Count.FRAMES_HEARD) > 0
                && tally.down.getTotalCount() > 0;
    }
}
