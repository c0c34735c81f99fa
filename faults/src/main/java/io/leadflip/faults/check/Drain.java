package io.leadflip.faults.check;

import io.leadflip.faults.load.Load;
import io.leadflip.faults.world.RedisServer;
import io.leadflip.faults.world.World;
import io.leadflip.sandbox.story.Patience;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The end of a run's load: everybody who is on the way arrives, people hang up, streams run empty,
/// and what is in doubt is looked into.
public final class Drain {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final World world;
    private final Load load;
    private final Bounds bounds;
    private final List<String> failures = new ArrayList<>();

    public Drain(World world, Load load, Bounds bounds) {
        this.world = world;
        this.load = load;
        this.bounds = bounds;
    }

    /// How long each part may take: as long as people may take, or only so long that what is still
    /// moving can arrive, when it is clear already that not everything will.
    public enum Bounds {
        PATIENT(Duration.ofMinutes(7), Duration.ofSeconds(90)),
        SHORT(Duration.ofSeconds(40), Duration.ofSeconds(20));

        private final Duration people;
        private final Duration machines;

        Bounds(Duration people, Duration machines) {
            this.people = people;
            this.machines = machines;
        }
    }

    /// Waits for all of it, each part within its bound.
    ///
    /// @return what did not come to an end
    public List<String> settle() {
        await(bounds.people, "people under way", () -> (long) load.travelling());
        await(bounds.people, "calls under way", () -> count(Backlog::callsUnderWay));
        await(bounds.machines, "things left to do", () -> count(Drain::backlog));
        await(bounds.machines, "entries of streams unhandled", this::unhandled);
        // Not a failure by itself: what stays in doubt is counted and has its own bound.
        quietly(bounds.machines, () -> count(Backlog::inDoubt));
        return List.copyOf(failures);
    }

    private static long backlog(Connection connection) throws SQLException {
        Backlog backlog = Backlog.of(connection, Instant.now());
        return backlog.empty() ? 0 : 1;
    }

    private void await(Duration limit, String what, Supplier<Long> left) {
        if (!quietly(limit, left)) {
            failures.add("%d %s after %d s".formatted(left.get(), what, limit.toSeconds()));
        }
    }

    private static boolean quietly(Duration limit, Supplier<Long> left) {
        return new Patience(limit, PAUSE)
                .until(() -> left.get() == 0 ? Optional.of(true) : Optional.empty())
                .isPresent();
    }

    private interface Question {
        long ask(Connection connection) throws SQLException;
    }

    private long count(Question question) {
        try (Connection connection = world.database().reader()) {
            return question.ask(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("Postgres does not answer after the fault", e);
        }
    }

    private long unhandled() {
        try (RedisServer.Session redis = world.redis().session()) {
            return Streams.unhandled(redis);
        }
    }
}
