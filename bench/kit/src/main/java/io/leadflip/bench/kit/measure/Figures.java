package io.leadflip.bench.kit.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// All that was measured: by measure and contestant, one value a round.
public final class Figures {
    private final Map<String, Map<String, List<Double>>> values = new LinkedHashMap<>();

    public void add(String measure, String contestant, double value) {
        values.computeIfAbsent(measure, name -> new LinkedHashMap<>())
                .computeIfAbsent(contestant, name -> new ArrayList<>())
                .add(value);
    }

    public Set<String> measures() {
        return values.keySet();
    }

    public Set<String> contestants(String measure) {
        return values.getOrDefault(measure, Map.of()).keySet();
    }

    public boolean has(String measure, String contestant) {
        return values.getOrDefault(measure, Map.of()).containsKey(contestant);
    }

    public Spread spread(String measure, String contestant) {
        return Spread.of(of(measure, contestant));
    }

    /// One contestant over another, round by round: what disturbs a round disturbs both.
    public Spread ratio(String measure, String one, String other) {
        var above = of(measure, one);
        var below = of(measure, other);
        var ratios = new ArrayList<Double>();
        for (var round = 0; round < Math.min(above.size(), below.size()); round++) {
            ratios.add(above.get(round) / below.get(round));
        }
        return Spread.of(ratios);
    }

    private List<Double> of(String measure, String contestant) {
        return values.getOrDefault(measure, Map.of()).getOrDefault(contestant, List.of());
    }
}
