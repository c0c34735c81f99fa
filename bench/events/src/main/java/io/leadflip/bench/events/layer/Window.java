package io.leadflip.bench.events.layer;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Keeps producers from running further ahead of the readers than `size` events, as a bounded
/// backlog would.
record Window(Arrivals arrivals, int size, AtomicLong sent) {
    private static final long LOOK_AGAIN_NANOS = 500_000;

    Window(Arrivals arrivals, int size) {
        this(arrivals, size, new AtomicLong());
    }

    void awaitRoom(int more) {
        var ahead = sent.addAndGet(more);
        while (ahead - arrivals.count() > size) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }
}
