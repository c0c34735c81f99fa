package io.leadflip.platform.stream;

import java.time.Duration;

/// A wait on a virtual thread.
final class Pause {
    private Pause() {}

    static void of(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
