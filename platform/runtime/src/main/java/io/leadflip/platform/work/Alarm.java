package io.leadflip.platform.work;

import io.vertx.core.Vertx;
import java.time.Duration;

/// Rings once, at the earliest time that anybody asked for.
final class Alarm {
    private static final long NOT_SET = -1;

    private final Vertx vertx;
    private final Runnable ring;
    private long timer = NOT_SET;
    private long ringsAt;
    private boolean off;

    Alarm(Vertx vertx, Runnable ring) {
        this.vertx = vertx;
        this.ring = ring;
    }

    synchronized void within(Duration delay) {
        var millis = Math.max(0, delay.toMillis()) + 1;
        var at = System.nanoTime() + millis * 1_000_000;
        if (off || (timer != NOT_SET && ringsAt - at <= 0)) {
            return;
        }
        vertx.cancelTimer(timer);
        ringsAt = at;
        timer = vertx.setTimer(millis, this::ring);
    }

    synchronized void off() {
        off = true;
        vertx.cancelTimer(timer);
    }

    private void ring(long rung) {
        synchronized (this) {
            if (rung != timer) {
                return;
            }
            timer = NOT_SET;
        }
        ring.run();
    }
}
