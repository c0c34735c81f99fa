package io.leadflip.calls.dialing;

import io.leadflip.platform.limit.RateLimit;
import io.leadflip.platform.limit.RateLimit.Unreachable;
import io.leadflip.platform.limit.RateLimits;
import io.leadflip.platform.limit.Taken;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// How fast an account's calls follow each other, over all instances; never two at once. When the
/// limit cannot be asked nobody dials.
@ApplicationScoped
class DialRate {
    private final RateLimits limits;
    private final RateLimit limit;
    private final String account;

    DialRate(RateLimits limits, DialingSettings settings, Telephony telephony) {
        this.limits = limits;
        this.limit =
                new RateLimit(
                        "dial", 1, 1, interval(settings.callsPerSecond()), Unreachable.CLOSED);
        this.account = telephony.account();
    }

    private static Duration interval(double callsPerSecond) {
        return Duration.ofMillis(Math.max(1, Math.round(1000 / callsPerSecond)));
    }

    Uni<Taken> take() {
        return limits.take(limit, account);
    }
}
