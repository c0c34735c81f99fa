package io.leadflip.bench.events.measure;

import com.fasterxml.jackson.databind.JsonNode;
import org.HdrHistogram.Histogram;

/// Latencies of one paced run, each from when its event was due to when its effect was committed. A
/// stall is not hidden by events that were sent late: those were due on time.
public final class Latencies {
    private static final int DIGITS = 3;
    private static final double MICROS_PER_MILLI = 1000;

    private final Histogram micros = new Histogram(DIGITS);

    public static Latencies of(JsonNode micros) {
        var latencies = new Latencies();
        micros.forEach(value -> latencies.add(value.asLong()));
        return latencies;
    }

    /// An event cannot be done before it is due; clocks may differ by a few microseconds.
    public void add(long micro) {
        micros.recordValue(Math.max(0, micro));
    }

    public void addAll(Latencies others) {
        micros.add(others.micros);
    }

    public long count() {
        return micros.getTotalCount();
    }

    public double millisAt(double percentile) {
        return micros.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
    }

    public double worstMillis() {
        return micros.getMaxValue() / MICROS_PER_MILLI;
    }
}
