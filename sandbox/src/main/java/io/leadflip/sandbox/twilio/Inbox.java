package io.leadflip.sandbox.twilio;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The signals for one running call, and the only place where it waits.
final class Inbox {
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final SandboxClock clock;
    private long lastNanos = Long.MAX_VALUE;

    Inbox(SandboxClock clock) {
        this.clock = clock;
    }

    void put(Signal signal) {
        signals.add(signal);
    }

    /// From now on the call may last that long.
    void limit(Duration time) {
        lastNanos = System.nanoTime() + clock.real(time).toNanos();
    }

    /// Waits for that much telephone time, or until a signal or the limit comes first.
    Signal await(Duration time) throws InterruptedException {
        long left = lastNanos == Long.MAX_VALUE ? Long.MAX_VALUE : lastNanos - System.nanoTime();
        long wait = Math.min(clock.real(time).toNanos(), left);
        Signal signal = signals.poll(Math.max(0, wait), TimeUnit.NANOSECONDS);
        if (signal != null) {
            return signal;
        }
        return wait < left ? new Signal.Elapsed() : new Signal.TimeUp();
    }
}
