package io.leadflip.contracts.door;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Which dead letters are meant; what is null does not narrow.
///
/// @param ids these and no others
/// @param name type of fact or kind of work; a fact's may be short, such as `lead.submitted`
/// @param reason text the reason contains, in any case
/// @param since not older than this
/// @param limit most letters, the oldest first; null for the usual bound
public record DeadLetterSelection(
        List<UUID> ids,
        DeadLetterOrigin origin,
        String name,
        String reason,
        Instant since,
        Integer limit) {
    /// Whether it names anything at all: nobody replays everything by an empty body.
    public boolean narrows() {
        return ids != null || origin != null || name != null || reason != null || since != null;
    }
}
