package io.leadflip.bench.events.layer;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Counts events whose effect stands, and remembers when each did.
@ApplicationScoped
class Arrivals {
    private static final Duration MUST_MOVE_WITHIN = Duration.ofSeconds(60);

    private final AtomicLong done = new AtomicLong();
    private volatile CountDownLatch awaited = new CountDownLatch(0);
    private volatile long[] doneAt = new long[0];
    private volatile long lastAt;

    void expect(int events, boolean keepTimes) {
        done.set(0);
        doneAt = new long[keepTimes ? events : 0];
        awaited = new CountDownLatch(events);
    }

    /// @param index the event's own index in the run
    void arrived(int index) {
        var now = System.nanoTime();
        var times = doneAt;
        if (index < times.length) {
            times[index] = now;
        }
        lastAt = now;
        done.incrementAndGet();
        awaited.countDown();
    }

    long count() {
        return done.get();
    }

    /// @return when the last one arrived, on the monotonic clock
    /// @throws IllegalStateException when nothing arrives any more
    long awaitAll() throws InterruptedException {
        var before = -1L;
        while (!awaited.await(MUST_MOVE_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
            if (done.get() == before) {
                throw new IllegalStateException(awaited.getCount() + " events never arrived");
            }
            before = done.get();
        }
        return lastAt;
    }

    long[] doneAt() {
        return doneAt;
    }
}
