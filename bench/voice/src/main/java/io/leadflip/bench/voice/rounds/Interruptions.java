package io.leadflip.bench.voice.rounds;

import io.leadflip.bench.voice.relay.Relay;
import io.leadflip.bench.voice.sim.Phone;
import io.leadflip.bench.voice.sim.Scene;
import io.leadflip.bench.voice.sim.Tally;
import io.leadflip.bench.voice.sim.Tally.Count;
import java.util.List;

/// Every answer is interrupted: how soon the play buffer is emptied, how exactly the model is told
/// what was heard, and what is heard of an answer that is over.
public final class Interruptions {
    private static final double MICROS_PER_MILLI = 1e3;

    private final Ground ground;

    public Interruptions(Ground ground) {
        this.ground = ground;
    }

    /// @param jitterMs of the phone's jitter buffer
    public void hold(Relay relay, int calls, double seconds, int jitterMs) {
        ground.stage().play(Scene.INTERRUPTIONS);
        ground.stage().jitter(jitterMs);
        List<Phone> phones = ground.dialled(relay, calls);
        Tally tally = ground.stage().measure(seconds);
        String prefix = "interrupted-jitter-" + jitterMs;
        String name = relay.name();
        if (ground.onTime(prefix + " " + name)) {
            ground.add(prefix + ".clear.p50.ms", name, Ground.millis(tally.clear, 50));
            ground.add(prefix + ".clear.p99.ms", name, Ground.millis(tally.clear, 99));
            ground.add(prefix + ".truncation.p50.ms", name, off(tally, 50));
            ground.add(prefix + ".truncation.p99.ms", name, off(tally, 99));
            ground.add(
                    prefix + ".truncation.worst.ms",
                    name,
                    tally.truncation.getMaxValue() / MICROS_PER_MILLI);
            ground.add(prefix + ".interruptions.count", name, tally.of(Count.INTERRUPTIONS));
            ground.add(
                    prefix + ".unanswered.count",
                    name,
                    tally.of(Count.INTERRUPTIONS) - tally.of(Count.CLEARS));
            ground.add(prefix + ".leaked.count", name, tally.of(Count.LEAKED));
            ground.add(prefix + ".past-end.count", name, tally.of(Count.PAST_END));
            ground.add(prefix + ".violations.count", name, tally.violations());
        }
        ground.stage().hangUp(phones);
        ground.stage().jitter(0);
        ground.stage().play(Scene.CONVERSATION);
    }

    private static double off(Tally tally, double percentile) {
        return tally.truncation.getTotalCount() == 0
                ? Double.NaN
                : tally.truncation.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
    }
}
