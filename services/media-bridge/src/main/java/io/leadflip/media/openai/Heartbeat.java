package io.leadflip.media.openai;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Asks the other end of a socket for a sign of life. A line on which everything is silently
/// dropped shows itself by nothing else: what is written to it is kept for long before the system
/// gives up.
///
/// It looks at the socket several times within the wait for an answer. While the socket is not read
/// no answer can be seen, so only the time since it is read counts.
///
/// Not thread-safe: one socket, one event loop.
final class Heartbeat {
    private static final int LOOKS = 5;

    private final int rest;
    private final Runnable ping;
    private final BooleanSupplier read;
    private final Runnable dead;
    private boolean awaited;
    private int looks;

    /// @param every how long after an answer the next question is asked
    /// @param within how soon it must be answered
    /// @param ping asks
    /// @param read whether the socket is read
    /// @param dead nothing was answered in time
    Heartbeat(Duration every, Duration within, Runnable ping, BooleanSupplier read, Runnable dead) {
        this.rest = (int) Math.max(1, every.dividedBy(between(within)));
        this.ping = ping;
        this.read = read;
        this.dead = dead;
    }

    /// How long after one look the next is due.
    static Duration between(Duration within) {
        return within.dividedBy(LOOKS);
    }

    void look() {
        if (awaited) {
            looks = read.getAsBoolean() ? looks + 1 : 0;
            if (looks == LOOKS) {
                dead.run();
            }
        } else if (++looks >= rest) {
            awaited = true;
            looks = 0;
            ping.run();
        }
    }

    void answered() {
        awaited = false;
        looks = 0;
    }
}
