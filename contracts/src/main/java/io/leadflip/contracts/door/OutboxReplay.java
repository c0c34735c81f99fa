package io.leadflip.contracts.door;

import io.leadflip.contracts.event.Source;
import java.time.Instant;
import java.util.UUID;

/// How far a service is with telling facts again.
///
/// @param facts what the window holds now
/// @param told what was told again so far; a fact may be told twice when a process dies
/// @param doneAt null while it goes on, and for a dry run
public record OutboxReplay(
        UUID id,
        Source service,
        Instant from,
        Instant to,
        String type,
        boolean dryRun,
        long facts,
        long told,
        String requestedBy,
        Instant requestedAt,
        Instant doneAt) {}
