package io.leadflip.faults.world;

import io.leadflip.sandbox.story.Patience;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Waiting for something that must come.
final class Waiting {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private Waiting() {}

    static void until(Duration limit, String what, BooleanSupplier come) {
        new Patience(limit, PAUSE)
                .until(() -> come.getAsBoolean() ? Optional.of(true) : Optional.empty())
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "Waited %d s in vain for %s"
                                                .formatted(limit.toSeconds(), what)));
    }
}
