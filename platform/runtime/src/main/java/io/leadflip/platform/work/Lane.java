package io.leadflip.platform.work;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// One kind of work in one dispatcher: how much of it is in hand, and how much more may be.
final class Lane {
    private final WorkHandler handler;
    private final AtomicInteger busy = new AtomicInteger();
    private volatile long closedUntil = System.nanoTime();
    private volatile boolean full;

    Lane(WorkHandler handler) {
        this.handler = handler;
    }

    WorkHandler handler() {
        return handler;
    }

    int room() {
        return System.nanoTime() - closedUntil < 0 ? 0 : handler.concurrency() - busy.get();
    }

    /// @param wanted as much as there was room for
    void take(int claimed, int wanted) {
        busy.addAndGet(claimed);
        full = claimed == wanted;
    }

    void leave() {
        busy.decrementAndGet();
    }

    /// Whether more may be due than was claimed.
    boolean full() {
        return full;
    }

    /// Claims nothing for a while.
    void close(Duration pause) {
        closedUntil = System.nanoTime() + pause.toNanos();
    }

    boolean idle() {
        return busy.get() == 0;
    }
}
