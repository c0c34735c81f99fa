package io.leadflip.bench.voice.report;

import io.leadflip.bench.kit.measure.Figures;
import io.leadflip.bench.kit.report.Target;
import io.leadflip.bench.kit.report.Target.Bound;
import io.leadflip.bench.voice.relay.Cast;
import java.util.ArrayList;
import java.util.List;

/// What the bridge promises, judged by the figures of one run.
public final class Targets {
    private final Figures figures;
    private final List<Target> judged = new ArrayList<>();

    private Targets(Figures figures) {
        this.figures = figures;
    }

    /// Only what was measured is judged.
    public static List<Target> judge(Figures figures) {
        Targets targets = new Targets(figures);
        targets.most("at-400.up.p99.ms", "p99 up at 400 calls, ms", 6);
        targets.most("at-400.down.p99.ms", "p99 down at 400 calls, ms", 6);
        targets.most("at-400.busy.percent", "core at 400 calls, %", 60);
        targets.least("capacity.calls", "calls on one core", 400);
        targets.most("at-200.up.p50.ms", "p50 up at 200 calls, ms", 0.10);
        targets.most("at-200.down.p50.ms", "p50 down at 200 calls, ms", 0.13);
        targets.most("at-200.cpu", "CPU s/call-minute at 200 calls", 0.10);
        targets.most("load.slope", "CPU s/call-minute, slope", 0.07);
        targets.most("at-200.memory.kb", "KB RSS a call", 78);
        for (int jitter : new int[] {0, 100}) {
            String prefix = "interrupted-jitter-" + jitter;
            String with = ", jitter buffer %d ms".formatted(jitter);
            targets.most(prefix + ".clear.p50.ms", "interruption to clear p50, ms" + with, 0.2);
            targets.most(prefix + ".clear.p99.ms", "interruption to clear p99, ms" + with, 1.3);
            targets.most(prefix + ".truncation.worst.ms", "truncation off by, ms" + with, 4.7);
            targets.most(prefix + ".unanswered.count", "interruptions without clear" + with, 0);
            targets.most(prefix + ".leaked.count", "frames leaked" + with, 0);
            targets.most(prefix + ".past-end.count", "truncations past the end" + with, 0);
            targets.most(prefix + ".violations.count", "protocol violations" + with, 0);
        }
        targets.most("start.lost-frames.per-call", "frames lost at the start, a call", 0);
        targets.most("at-400.lost.count", "frames lost at 400 calls", 0);
        targets.most("at-400.violations.count", "protocol violations at 400 calls", 0);
        targets.most("drain.exit-code.count", "exit code after a drain", 0);
        targets.most("drain.cut.count", "calls cut by a drain", 0);
        targets.most("churn.left-files.count", "sockets left by calls in a row", 0);
        targets.most("slow-peer.up.p99.ms", "p99 up beside a peer that hangs, ms", 6);
        targets.most("slow-peer.down.p99.ms", "p99 down beside a peer that hangs, ms", 6);
        targets.most("storm.up.p99.ms", "p99 up in a storm of connects, ms", 6);
        targets.most("churn.grown.megabytes", "MB grown by calls in a row", 20);
        targets.least("soak.flat.count", "memory flat in the soak", 1);
        return targets.judged;
    }

    private void most(String measure, String what, double wanted) {
        judge(measure, what, Bound.AT_MOST, wanted);
    }

    private void least(String measure, String what, double wanted) {
        judge(measure, what, Bound.AT_LEAST, wanted);
    }

    private void judge(String measure, String what, Bound bound, double wanted) {
        if (figures.has(measure, Cast.OURS)) {
            double measured = figures.spread(measure, Cast.OURS).median();
            judged.add(new Target(what, measured, bound, wanted));
        }
    }
}
