package io.leadflip.bench.kit.measure;

import java.util.List;

/// The middle of several measurements and how far they lie apart.
public record Spread(double median, double min, double max, int runs) {
    public static Spread of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        var sorted = values.stream().sorted().toList();
        var upper = sorted.get(sorted.size() / 2);
        var lower = sorted.get((sorted.size() - 1) / 2);
        return new Spread((lower + upper) / 2, sorted.getFirst(), sorted.getLast(), sorted.size());
    }
}
