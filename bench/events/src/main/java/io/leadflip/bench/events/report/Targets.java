package io.leadflip.bench.events.report;

import io.leadflip.bench.kit.measure.Figures;
import io.leadflip.bench.kit.report.Target;
import io.leadflip.bench.kit.report.Target.Bound;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// What the delivery layer promises, judged by the figures of one run. The peer is always whichever
/// BullMQ did better.
public final class Targets {
    public static final String OURS = "leadflip";
    private static final String FLOOR = "floor";
    private static final String PEER = "bullmq";

    private final Figures figures;
    private final List<Target> judged = new ArrayList<>();

    private Targets(Figures figures) {
        this.figures = figures;
    }

    /// Only what was measured is judged.
    public static List<Target> judge(Figures figures) {
        var targets = new Targets(figures);
        targets.overPeer("l1.drain.rate", "worker alone", 4);
        targets.overPeer("l1.through.rate", "producer and worker at once", 4);
        targets.overFloor("l1.fill.rate", "produce");
        targets.overFloor("l1.drain.rate", "consume");
        targets.overFloor("l1.through.rate", "both at once");
        targets.effects();
        targets.bound();
        for (var layer : List.of("L1", "L2")) {
            targets.latency(layer, 300);
            targets.latency(layer, 500);
        }
        return targets.judged;
    }

    private void overPeer(String measure, String what, double wanted) {
        if (measured(measure)) {
            var ratio = figures.ratio(measure, OURS, fastest(measure)).median();
            add("L1 over BullMQ's best, " + what, ratio, Bound.AT_LEAST, wanted);
        }
    }

    private void overFloor(String measure, String what) {
        if (measured(measure) && figures.has(measure, FLOOR)) {
            var ratio = figures.ratio(measure, OURS, FLOOR).median();
            add("L1 over the raw floor, " + what, ratio, Bound.AT_LEAST, 0.6);
        }
    }

    private void effects() {
        var measure = "l2.through.rate";
        if (figures.has(measure, OURS)) {
            var rate = figures.spread(measure, OURS).median();
            add("L2 events a second", rate, Bound.AT_LEAST, 2500);
        }
    }

    private void bound() {
        var measure = "l2.at-300.p99";
        if (figures.has(measure, OURS)) {
            var millis = figures.spread(measure, OURS).median();
            add("L2 p99 at 300/s, ms", millis, Bound.AT_MOST, 50);
        }
    }

    private void latency(String layer, int rate) {
        var measure = "%s.at-%d.p99".formatted(layer.toLowerCase(Locale.ROOT), rate);
        if (measured(measure)) {
            var ratio = figures.ratio(measure, OURS, quickest(measure)).median();
            add("%s p99 over BullMQ's at %d/s".formatted(layer, rate), ratio, Bound.AT_MOST, 0.5);
        }
    }

    private boolean measured(String measure) {
        return figures.has(measure, OURS) && !peers(measure).isEmpty();
    }

    private String fastest(String measure) {
        return peers(measure).stream().max(byMedian(measure)).orElseThrow();
    }

    private String quickest(String measure) {
        return peers(measure).stream().min(byMedian(measure)).orElseThrow();
    }

    private Comparator<String> byMedian(String measure) {
        return Comparator.comparingDouble(peer -> figures.spread(measure, peer).median());
    }

    private List<String> peers(String measure) {
        return figures.contestants(measure).stream().filter(n -> n.startsWith(PEER)).toList();
    }

    private void add(String name, double measured, Bound bound, double wanted) {
        judged.add(new Target(name, measured, bound, wanted));
    }
}
