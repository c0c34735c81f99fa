package io.leadflip.bench.events.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.bench.kit.measure.Figures;
import io.leadflip.bench.kit.report.Target;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TargetsTest {
    private final Figures figures = new Figures();

    @Test
    void shouldCompareWithTheFasterPeer() {
        // Given
        figures.add("l1.drain.rate", "leadflip", 45_000);
        figures.add("l1.drain.rate", "bullmq-6", 10_000);
        figures.add("l1.drain.rate", "bullmq-5", 15_000);
        // When
        var target = judged().get("L1 over BullMQ's best, worker alone");
        // Then
        assertThat(target.measured()).isEqualTo(3);
        assertThat(target.reached()).isFalse();
    }

    @Test
    void shouldCompareLatencyWithTheQuickerPeer() {
        // Given
        figures.add("l2.at-300.p99", "leadflip", 5);
        figures.add("l2.at-300.p99", "bullmq-6", 10);
        figures.add("l2.at-300.p99", "bullmq-5", 40);
        // When
        var targets = judged();
        // Then
        assertThat(targets.get("L2 p99 at 300/s, ms").reached()).isTrue();
        assertThat(targets.get("L2 p99 over BullMQ's at 300/s").measured()).isEqualTo(0.5);
        assertThat(targets.get("L2 p99 over BullMQ's at 300/s").reached()).isTrue();
    }

    @Test
    void shouldMissAFloorThatIsTooFarAbove() {
        // Given
        figures.add("l1.through.rate", "leadflip", 59);
        figures.add("l1.through.rate", "floor", 100);
        figures.add("l1.through.rate", "bullmq-6", 1);
        // When
        var target = judged().get("L1 over the raw floor, both at once");
        // Then
        assertThat(target.reached()).isFalse();
    }

    @Test
    void shouldJudgeNothingThatWasNotMeasured() {
        assertThat(Targets.judge(figures)).isEmpty();
    }

    private Map<String, Target> judged() {
        return Targets.judge(figures).stream().collect(Collectors.toMap(Target::name, t -> t));
    }
}
