package io.leadflip.calls.contact;

import java.time.Duration;

/// The period over which attempts to one phone are counted.
public final class Frequency {
    public static final Duration PERIOD = Duration.ofHours(24);

    private Frequency() {}
}
