package io.leadflip.bench.voice.sim;

import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/// What one window of one contestant came to. Latencies in nanoseconds.
public final class Tally {
    private static final long LONGEST = 60_000_000_000L;

    public final Histogram up = new Histogram(LONGEST, 3);
    public final Histogram down = new Histogram(LONGEST, 3);
    public final Histogram lateness = new Histogram(LONGEST, 3);
    public final Histogram clear = new Histogram(LONGEST, 3);

    /// Microseconds off, either way.
    public final Histogram truncation = new Histogram(LONGEST, 3);

    private final Map<Count, Long> counts = new EnumMap<>(Count.class);
    private int watchedFrom;
    private int watchedTo = Integer.MAX_VALUE;
    private boolean open;
    private long since;

    /// What happened how often.
    public enum Count {
        FRAMES_SENT,
        FRAMES_HEARD,
        LOST_AT_START,
        LOST,
        OUT_OF_ORDER,
        MEDIA,
        UNDERRUNS,
        UNDERRUN_MS,
        INTERRUPTIONS,
        CLEARS,
        TRUNCATIONS,
        FORGOTTEN,
        LEAKED,
        PAST_END,
        AFTER_STOP,
        BINARY_31950,
        INVALID_31951,
        NOT_READ_31930,
        OVERFILLED_31931,
        COMPLAINTS,
        CUT,
        RESPONSES
    }

    /// Counts from now on.
    public void open(long nowNanos) {
        up.reset();
        down.reset();
        lateness.reset();
        clear.reset();
        truncation.reset();
        counts.clear();
        since = nowNanos;
        open = true;
    }

    /// Only these calls' delays are of interest.
    public void watch(int from, int to) {
        watchedFrom = from;
        watchedTo = to;
    }

    public void close() {
        open = false;
        watch(0, Integer.MAX_VALUE);
    }

    void count(Count what) {
        count(what, 1);
    }

    void count(Count what, long times) {
        if (open) {
            counts.merge(what, times, Long::sum);
        }
    }

    /// @param age how long ago it was sent; what was sent before the window counts for nothing
    void up(int call, long age, long now) {
        if (watches(call) && now - age >= since) {
            up.recordValue(Math.min(age, LONGEST));
            count(Count.FRAMES_HEARD);
        }
    }

    void down(int call, long age, long now) {
        if (watches(call) && now - age >= since) {
            down.recordValue(Math.min(age, LONGEST));
        }
    }

    private boolean watches(int call) {
        return open && call >= watchedFrom && call < watchedTo;
    }

    void late(long nanos) {
        if (open) {
            lateness.recordValue(Math.clamp(nanos, 0, LONGEST));
        }
    }

    void cleared(long nanos) {
        if (open) {
            clear.recordValue(Math.clamp(nanos, 0, LONGEST));
            count(Count.CLEARS);
        }
    }

    void truncated(double offMs) {
        if (open) {
            truncation.recordValue((long) Math.abs(offMs * 1000));
            count(Count.TRUNCATIONS);
        }
    }

    public long of(Count what) {
        return counts.getOrDefault(what, 0L);
    }

    public long violations() {
        return of(Count.BINARY_31950)
                + of(Count.INVALID_31951)
                + of(Count.NOT_READ_31930)
                + of(Count.OVERFILLED_31931);
    }
}
