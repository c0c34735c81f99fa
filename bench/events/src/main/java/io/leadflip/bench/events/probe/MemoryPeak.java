package io.leadflip.bench.events.probe;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// The most memory Redis held while somebody watched.
public final class MemoryPeak implements AutoCloseable {
    private static final long EVERY_MILLIS = 250;

    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong peak = new AtomicLong();

    public MemoryPeak(RedisProbe redis) {
        watch.scheduleAtFixedRate(
                () -> peak.accumulateAndGet(redis.usedMemory(), Math::max),
                0,
                EVERY_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    public long bytes() {
        return peak.get();
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
