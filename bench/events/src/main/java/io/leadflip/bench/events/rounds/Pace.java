package io.leadflip.bench.events.rounds;

import io.leadflip.bench.events.measure.Latencies;
import io.leadflip.bench.kit.measure.Figures;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Latency at a fixed rate that does not wait for anybody.
public final class Pace {
    private final Stand stand;
    private final Figures figures;
    private final int rounds;
    private final int seconds;
    private final Map<String, Latencies> pooled = new HashMap<>();

    public Pace(Stand stand, Figures figures, int rounds, int seconds) {
        this.stand = stand;
        this.figures = figures;
        this.rounds = rounds;
        this.seconds = seconds;
    }

    /// @param layer `l1` or `l2`
    /// @param rate events a second
    public void hold(String layer, int rate, List<Contestant> contestants) {
        var prefix = layer + ".at-" + rate;
        pooled.clear();
        new Rounds(rounds, contestants).each(contestant -> hold(prefix, rate, contestant));
        pooled.forEach(
                (contestant, latencies) ->
                        figures.add(prefix + ".p999-pooled", contestant, latencies.millisAt(99.9)));
    }

    private void hold(String prefix, int rate, Contestant contestant) {
        stand.redis().compact();
        var measured =
                stand.measure(
                        contestant, "paced", Map.of("rate", rate, "seconds", seconds, "warmup", 3));
        var latencies = Latencies.of(measured.reply().get("latencies"));
        var name = contestant.name();
        figures.add(prefix + ".p50", name, latencies.millisAt(50));
        figures.add(prefix + ".p99", name, latencies.millisAt(99));
        figures.add(prefix + ".p999", name, latencies.millisAt(99.9));
        figures.add(prefix + ".worst", name, latencies.worstMillis());
        figures.add(
                prefix + ".lag99", name, Latencies.of(measured.reply().get("lag")).millisAt(99));
        measured.noteCost(figures, prefix, name);
        pooled.computeIfAbsent(name, ignored -> new Latencies()).addAll(latencies);
        contestant.ask("clear", Map.of());
    }
}
