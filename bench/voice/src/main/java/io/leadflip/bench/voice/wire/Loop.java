package io.leadflip.bench.voice.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// The one thread of the generator: it never sleeps, because a frame that leaves late is a figure
/// that is wrong. It has a core to itself.
public final class Loop implements AutoCloseable {
    /// So many timers at most between two looks at the sockets: what arrives is stamped on time.
    private static final int TIMERS_AT_ONCE = 8;

    private final Selector selector;
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private final Consumer<SelectionKey> ready = Loop::dispatch;

    public Loop() {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("No selector", e);
        }
    }

    SelectionKey register(SelectableChannel channel, int operations, Ready handler)
            throws IOException {
        channel.configureBlocking(false);
        return channel.register(selector, operations, handler);
    }

    public void at(long nanos, Timer timer) {
        timer.dueAt(nanos);
        timers.add(timer);
    }

    public void at(long nanos, Runnable action) {
        at(
                nanos,
                new Timer() {
                    @Override
                    protected void fire(long nowNanos) {
                        action.run();
                    }
                });
    }

    /// Runs for a while.
    public void run(double seconds) {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        until(() -> false, end);
    }

    /// Runs until something holds.
    ///
    /// @return whether it came true in time
    public boolean await(BooleanSupplier condition, double seconds) {
        return until(condition, System.nanoTime() + (long) (seconds * 1e9));
    }

    private boolean until(BooleanSupplier condition, long end) {
        try {
            while (!condition.getAsBoolean()) {
                selector.selectNow(ready);
                if (fireDue() - end >= 0) {
                    return condition.getAsBoolean();
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("The selector failed", e);
        }
    }

    private long fireDue() {
        long now = System.nanoTime();
        for (int i = 0; i < TIMERS_AT_ONCE; i++) {
            Timer next = timers.peek();
            if (next == null || next.due() - now > 0) {
                return now;
            }
            timers.poll();
            next.fire(now);
            now = System.nanoTime();
        }
        return now;
    }

    private static void dispatch(SelectionKey key) {
        ((Ready) key.attachment()).ready(key);
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }

    /// Who reads and writes a channel.
    interface Ready {
        void ready(SelectionKey key);
    }
}
