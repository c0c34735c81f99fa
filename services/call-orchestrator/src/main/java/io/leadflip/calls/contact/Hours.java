package io.leadflip.calls.contact;

import java.time.LocalTime;

/// Opening hours of one day: from `from`, up to but not at `until`. Equal ends mean closed.
record Hours(LocalTime from, LocalTime until) {
    static final Hours CLOSED = new Hours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

    boolean contains(LocalTime time) {
        return !time.isBefore(from) && time.isBefore(until);
    }
}
