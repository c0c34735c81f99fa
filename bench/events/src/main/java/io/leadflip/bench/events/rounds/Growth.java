package io.leadflip.bench.events.rounds;

import io.leadflip.bench.events.probe.MemoryPeak;
import io.leadflip.bench.kit.measure.Figures;
import java.util.List;
import java.util.Map;

/// What becomes of rate and memory when there is more of something.
public record Growth(Stand stand, Figures figures, int rounds) {
    /// Events under way at most while many are carried: what a relay's backlog in Redis may come
    /// to.
    private static final int WINDOW = 50_000;

    /// From few events to many in one go, trimming on: neither may depend on how many went before.
    public void inEvents(Contestant contestant, List<Integer> sizes) {
        stand.redis().compactByItself(true);
        sizes.forEach(size -> carry(contestant, size));
        stand.redis().compactByItself(false);
    }

    private void carry(Contestant contestant, int events) {
        stand.redis().compact();
        var idle = stand.redis().usedMemory();
        try (var peak = new MemoryPeak(stand.redis())) {
            var measured =
                    stand.measure(
                            contestant, "through", Map.of("events", events, "window", WINDOW));
            var name = contestant.name() + " " + events;
            figures.add("l1.growth-in-events.rate", name, measured.rate());
            figures.add("l1.growth-in-events.peak-mb", name, (peak.bytes() - idle) / 1e6);
        }
        contestant.ask("clear", Map.of());
    }

    /// The same contestant with more and more partitions, a process each.
    public void inPartitions(String layer, Map<Integer, Contestant> byPartitions, int events) {
        for (var round = 0; round < rounds; round++) {
            byPartitions.forEach(
                    (partitions, contestant) -> {
                        stand.redis().compact();
                        var measured =
                                stand.measure(contestant, "through", Map.of("events", events));
                        figures.add(
                                layer + ".growth-in-partitions.rate",
                                contestant.name() + " " + partitions,
                                measured.rate());
                        contestant.ask("clear", Map.of());
                    });
        }
    }
}
