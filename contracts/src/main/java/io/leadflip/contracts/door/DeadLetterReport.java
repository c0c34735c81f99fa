package io.leadflip.contracts.door;

import io.leadflip.contracts.event.Source;
import java.util.List;
import java.util.UUID;

/// What an operation did, or in a dry run would do, letter by letter.
///
/// @param affected letters that were changed, or would be
public record DeadLetterReport(Source service, int affected, List<Line> letters) {
    /// @param detail a sentence for people; null when the outlook says it all
    public record Line(UUID id, ReplayOutlook outlook, String detail) {}
}
