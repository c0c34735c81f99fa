package io.leadflip.bench.voice.wire;

/// Something that is due at a moment of the monotonic clock. It is its own entry in the loop's
/// queue, so that a frame every 20 ms costs no garbage.
public abstract class Timer implements Comparable<Timer> {
    private long dueNanos;

    protected abstract void fire(long nowNanos);

    public final long due() {
        return dueNanos;
    }

    final void dueAt(long nanos) {
        dueNanos = nanos;
    }

    @Override
    public final int compareTo(Timer other) {
        return Long.compare(dueNanos, other.dueNanos);
    }
}
