package io.leadflip.platform.stream;

import io.leadflip.contracts.event.EventEntry;
import io.leadflip.contracts.event.Source;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// The streams, as the delivery layer needs them: append in order, read as one of a group, remove
/// what every group has handled, tell how far a group is. The transport and nothing more: what must
/// not be lost stands in Postgres until its effect does.
///
/// `StreamLogContract` in platform/testing says what every implementation keeps.
public interface StreamLog {
    /// Appends in the given order, then moves the producer's mark from `mark.after()` to
    /// `mark.round()` in one step. Whoever finds the mark finds every fact that was appended before
    /// it and before the marks it followed.
    ///
    /// @return false when the streams hold another mark than `mark.after()`, which then stays: they
    ///   lost facts since it was read, or somebody else tells; the facts must be told again
    Uni<Boolean> append(List<Addressed> facts, Mark mark);

    /// Appends in the given order and leaves every mark as it is: for facts that are told once more
    /// and whose loss nobody has to notice.
    Uni<Void> append(List<Addressed> facts);

    /// The producer's mark; 0 when the streams hold none.
    Uni<Long> mark(Source producer);

    /// Forgets all marks, so that every producer tells again what may have been lost.
    Uni<Void> recall();

    /// A connection of its own for one reader of a group. Blocks; for virtual threads.
    GroupReader reader(String group);

    /// Removes entries that all of `groups` have handled and that are older than `before`. Nothing
    /// is removed while one of the groups does not exist on the stream.
    ///
    /// @return entries removed
    Uni<Long> trim(String stream, Set<String> groups, Instant before);

    /// How far a group is on a stream.
    Uni<GroupState> state(String stream, String group);

    /// @param stream name of the stream, see [io.leadflip.contracts.event.EventStreams]
    record Addressed(String stream, EventEntry entry) {}

    /// @param after the mark that was read before; 0 for none
    /// @param round grows with every append of the producer
    record Mark(Source producer, long after, long round) {}

    /// @param length entries in the stream
    /// @param lag entries not yet given to the group; -1 when the stream cannot tell
    /// @param pending entries given out and not acknowledged
    /// @param waiting age of the oldest entry that is not acknowledged; zero when there is none
    record GroupState(long length, long lag, long pending, Duration waiting) {
        public static final GroupState NONE = new GroupState(0, 0, 0, Duration.ZERO);
    }
}
