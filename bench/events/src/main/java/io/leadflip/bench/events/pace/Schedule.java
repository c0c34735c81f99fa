package io.leadflip.bench.events.pace;

/// When each event of a paced run is due: evenly, whether or not earlier ones are done. Times are
/// nanoseconds of the monotonic clock.
public record Schedule(long startNanos, int rate) {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    public long dueNanos(int index) {
        return startNanos + index * NANOS_PER_SECOND / rate;
    }

    /// How much later than due something happened.
    public long microsLate(int index, long nanos) {
        return (nanos - dueNanos(index)) / 1000;
    }
}
