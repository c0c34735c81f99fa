package io.leadflip.platform.work;

import io.smallrye.mutiny.Uni;

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

    /// Most pieces of this kind done at the same time by one process.
    default int concurrency() {
        return 8;
    }
}
