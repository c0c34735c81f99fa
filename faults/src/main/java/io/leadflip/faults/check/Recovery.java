package io.leadflip.faults.check;

import io.leadflip.faults.load.Load;
import io.leadflip.faults.world.World;
import io.leadflip.sandbox.story.Patience;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Measures how long a system takes to get over something: until all leads that came in so far have
/// been answered and are where they must be, while more keep coming.
public final class Recovery {
    private static final Patience PATIENCE =
            new Patience(Duration.ofMinutes(3), Duration.ofMillis(500));

    private final World world;
    private final Load load;

    public Recovery(World world, Load load) {
        this.world = world;
        this.load = load;
    }

    /// How it went.
    ///
    /// @param took how long the system needed, or we waited
    /// @param left what was waited for when somebody last looked and it was not over yet
    /// @param complete whether it is over
    public record Measured(Duration took, String left, boolean complete) {}

    /// Called when the fault has just ended.
    public Measured measure() {
        long began = System.nanoTime();
        Instant sent = Instant.now();
        String[] left = {"nothing"};
        Optional<Boolean> done = PATIENCE.until(() -> look(sent, left));
        return new Measured(Duration.ofNanos(System.nanoTime() - began), left[0], done.isPresent());
    }

    private Optional<Boolean> look(Instant sent, String[] left) {
        long unanswered = load.unansweredSince(sent);
        if (unanswered > 0) {
            left[0] = unanswered + " unanswered clients";
            return Optional.empty();
        }
        try (Connection connection = world.database().reader()) {
            Backlog backlog = Backlog.of(connection, sent);
            if (backlog.empty()) {
                return Optional.of(true);
            }
            left[0] = backlog.toString();
            return Optional.empty();
        } catch (SQLException e) {
            left[0] = "Postgres does not answer: " + e.getMessage();
            return Optional.empty();
        }
    }
}
