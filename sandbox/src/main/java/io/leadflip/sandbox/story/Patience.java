package io.leadflip.sandbox.story;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// Asks again and again until there is an answer, no longer than told.
public record Patience(Duration limit, Duration pause) {

    public static Patience of(Duration limit) {
        return new Patience(limit, Duration.ofMillis(300));
    }

    /// The first answer, or empty when the time is over.
    public <T> Optional<T> until(Supplier<Optional<T>> question) {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            Optional<T> answer = question.get();
            if (answer.isPresent() || System.nanoTime() > end) {
                return answer;
            }
            rest(pause);
        }
    }

    /// Does nothing for this long.
    public static void rest(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoryException("The story was interrupted");
        }
    }
}
