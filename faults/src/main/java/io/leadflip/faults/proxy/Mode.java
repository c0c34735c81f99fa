package io.leadflip.faults.proxy;

import java.time.Duration;

/// What a proxy does to the connections that run through it.
public sealed interface Mode {
    /// Nothing: bytes pass as they come.
    Mode PASS = new Pass();

    /// Every connection is reset, and every new one refused.
    Mode CUT = new Cut();

    /// The other side vanished without a word, as behind a firewall that forgot the connection:
    /// bytes disappear, sockets stay open, whoever connects waits in vain (but for two, whose bytes
    /// disappear too). Afterwards the connections of that time are still dead; whoever sends on one
    /// is told by a reset, whoever only waits is never told.
    Mode HALF_OPEN = new HalfOpen();

    /// Every byte arrives this much later, in each direction; the rate is not limited.
    static Mode delay(Duration by) {
        return new Delay(by);
    }

    /// How new connections are received.
    default Door.State door() {
        return switch (this) {
            case Cut cut -> Door.State.SHUT;
            case HalfOpen halfOpen -> Door.State.UNANSWERED;
            case Pass pass -> Door.State.OPEN;
            case Delay delay -> Door.State.OPEN;
        };
    }

    /// See [#PASS].
    record Pass() implements Mode {}

    /// See [#CUT].
    record Cut() implements Mode {}

    /// See [#HALF_OPEN].
    record HalfOpen() implements Mode {}

    /// See [#delay(Duration)].
    record Delay(Duration by) implements Mode {}
}
