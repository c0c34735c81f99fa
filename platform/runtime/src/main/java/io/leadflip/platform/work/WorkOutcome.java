package io.leadflip.platform.work;

import java.time.Duration;

/// How a try of a piece of work ended.
public sealed interface WorkOutcome {
    WorkOutcome DONE = new Done();

    /// Nothing is left to do.
    record Done() implements WorkOutcome {}

    /// Not yet: try again after `delay`.
    ///
    /// @param reason a code or sentence without personal data
    record Again(Duration delay, String reason) implements WorkOutcome {}

    /// What all work of this kind needs is away: try again after `delay`, and claim nothing of the
    /// kind in this process until then. The try does not count.
    ///
    /// @param reason a code or sentence without personal data
    record Halt(Duration delay, String reason) implements WorkOutcome {}

    /// No further try makes sense; a person should look.
    ///
    /// @param reason a code or sentence without personal data
    record Abandon(String reason) implements WorkOutcome {}
}
