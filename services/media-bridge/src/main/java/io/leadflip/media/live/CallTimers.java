package io.leadflip.media.live;

import io.leadflip.media.bridge.Timer;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The timers of one call. Not thread-safe: they are started, cancelled and run out on the call's
/// event loop.
final class CallTimers {
    private final Vertx vertx;
    private final Consumer<Timer> fired;
    private final Map<Timer, Long> running = new EnumMap<>(Timer.class);

    CallTimers(Vertx vertx, Consumer<Timer> fired) {
        this.vertx = vertx;
        this.fired = fired;
    }

    /// Instead of the same timer that is still running.
    void start(Timer timer, Duration after) {
        cancel(timer);
        long id =
                vertx.setTimer(
                        Math.max(1, after.toMillis()),
                        elapsed -> {
                            running.remove(timer);
                            fired.accept(timer);
                        });
        running.put(timer, id);
    }

    void cancel(Timer timer) {
        Long id = running.remove(timer);
        if (id != null) {
            vertx.cancelTimer(id);
        }
    }

    void cancelAll() {
        List.copyOf(running.keySet()).forEach(this::cancel);
    }
}
