package io.leadflip.bench.events.pace;

import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/// Sends each event when it is due, never waiting for an earlier one to be done.
public final class Pacer {
    private final Schedule schedule;
    private final int events;
    private final long[] lagMicros;

    public Pacer(Schedule schedule, int events) {
        this.schedule = schedule;
        this.events = events;
        this.lagMicros = new long[events];
    }

    /// @param send must return at once
    public void run(IntConsumer send) {
        for (var index = 0; index < events; index++) {
            awaitDue(index);
            lagMicros[index] = schedule.microsLate(index, System.nanoTime());
            send.accept(index);
        }
    }

    private void awaitDue(int index) {
        var wait = schedule.dueNanos(index) - System.nanoTime();
        while (wait > 0) {
            LockSupport.parkNanos(wait);
            wait = schedule.dueNanos(index) - System.nanoTime();
        }
    }

    /// How late each event was sent; part of its latency, told apart to show the sender kept up.
    public long[] lagMicros() {
        return lagMicros.clone();
    }
}
