package io.leadflip.bench.kit.measure;

import java.util.List;

/// Judges whether something that was sampled at equal intervals stays where it is: a straight line
/// through the samples, without the first quarter in which caches fill, must not have risen by more
/// than is allowed.
///
/// @param first sample after the start
/// @param slopePerHour of the line
/// @param rise of the line over the samples that were judged
/// @param allowed rise
public record FlatLine(
        double first, double last, double slopePerHour, double rise, double allowed) {
    private static final int WARM_UP_SHARE = 4;
    private static final double SECONDS_PER_HOUR = 3600;

    /// @param tolerated share of the mean that the line may rise
    /// @param least what it may rise in any case, in the unit of the samples
    public static FlatLine through(
            List<Double> samples, double secondsApart, double tolerated, double least) {
        if (samples.size() < 2) {
            throw new IllegalArgumentException("a line needs two samples");
        }
        var warm =
                samples.subList(
                        Math.min(samples.size() / WARM_UP_SHARE, samples.size() - 2),
                        samples.size());
        var slope = slope(warm);
        var mean = warm.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        return new FlatLine(
                samples.getFirst(),
                samples.getLast(),
                slope / secondsApart * SECONDS_PER_HOUR,
                slope * (warm.size() - 1),
                Math.max(least, Math.abs(mean) * tolerated));
    }

    public boolean isFlat() {
        return rise <= allowed;
    }

    /// Least squares, by sample.
    private static double slope(List<Double> values) {
        var middle = (values.size() - 1) / 2.0;
        var mean = values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        var products = 0.0;
        var squares = 0.0;
        for (var i = 0; i < values.size(); i++) {
            products += (i - middle) * (values.get(i) - mean);
            squares += (i - middle) * (i - middle);
        }
        return products / squares;
    }
}
