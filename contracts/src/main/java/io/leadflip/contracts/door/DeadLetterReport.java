package io.leadflip.contracts.door;

import io.leadflip.contracts.event.Source;
import java.util.List;
import java.util.UUID;

/// What an operation did, or in a dry run would do, letter by letter.
///
/// @param affected letters that were changed, or would be
public record DeadLetterReport(Source service, int affected, List<Line> letters) {
    /// @param affected whether this letter was changed, or would be
    /// @param outlook what comes of replaying it; null when it was discarded
    /// @param detail a sentence for people; null when there is nothing to add
    public record Line(UUID id, boolean affected, ReplayOutlook outlook, String detail) {}
}
