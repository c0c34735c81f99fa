package io.leadflip.platform.lifecycle;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Work that is done again and again: a round begins only when the last one is over, and none
/// begins after a stop.
public final class Rounds {
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile boolean stopped;

    /// Begins a round, unless one is going on or a stop came; does not wait for its end.
    ///
    /// @param failed hears why the round ended before its time
    public void begin(Supplier<? extends Uni<?>> round, Consumer<Throwable> failed) {
        if (stopped || !running.compareAndSet(false, true)) {
            return;
        }
        Uni.createFrom()
                .deferred(round::get)
                .onTermination()
                .invoke(() -> running.set(false))
                .subscribe()
                .with(done -> {}, failed);
    }

    /// A round that is going on is not broken off; it may ask whether it should end.
    public void stop() {
        stopped = true;
    }

    public boolean stopped() {
        return stopped;
    }
}
