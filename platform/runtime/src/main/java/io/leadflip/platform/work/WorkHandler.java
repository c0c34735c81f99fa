package io.leadflip.platform.work;

import io.leadflip.platform.limit.Pace;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/// Does what is slow or talks to the outside. Runs outside any transaction, on a context of its
/// own.
///
/// A process that dies in the middle leaves the work to be claimed again, so a handler whose effect
/// must not happen twice keeps its own record of intent and looks there first.
public interface WorkHandler {
    /// Which work this handler does.
    String kind();

    /// A failure counts as one more try, with backoff, until the tries are used up.
    Uni<WorkOutcome> perform(WorkItem item);

    /// Called when nobody will do this work any more, in the transaction that says so: whatever
    /// waits for it must not wait for ever. A failure keeps the work from being abandoned.
    ///
    /// @param reason the last failure, or what the handler said
    default Uni<Void> abandoned(WorkItem item, String reason) {
        return Uni.createFrom().voidItem();
    }

    /// The pace at which such work may be done, over all instances; without a token it comes again
    /// later, and no try is counted.
    default Optional<Pace> pace(WorkItem item) {
        return Optional.empty();
    }

    /// Most pieces of this kind done at the same time by one process.
    default int concurrency() {
        return 8;
    }
}
