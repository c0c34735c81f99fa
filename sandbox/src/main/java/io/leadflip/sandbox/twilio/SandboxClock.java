package io.leadflip.sandbox.twilio;

import java.time.Duration;

/// Lets telephone time run faster than the wall clock. Everything a call waits for goes through
/// here.
record SandboxClock(double rate) {
    SandboxClock {
        if (!(rate > 0)) {
            throw new IllegalArgumentException("clockRate must be above 0");
        }
    }

    /// How long to wait on this machine for that much telephone time.
    Duration real(Duration telephone) {
        return Duration.ofNanos((long) (telephone.toNanos() / rate));
    }

    long realMillis(Duration telephone) {
        return Math.max(1, real(telephone).toMillis());
    }

    /// How much telephone time went by in that much time on this machine.
    Duration telephone(Duration real) {
        return Duration.ofNanos((long) (real.toNanos() * rate));
    }
}
