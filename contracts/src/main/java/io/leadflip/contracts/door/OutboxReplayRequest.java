package io.leadflip.contracts.door;

import java.time.Instant;
import java.util.UUID;

/// Asks a service to tell facts of its outbox again, under the same ids.
///
/// @param id of the replay, chosen by the asker; asking twice is asking once
/// @param from first instant at which they were appended
/// @param to first instant that is not meant any more
/// @param type null for all; may be short, such as `lead.submitted`
/// @param dryRun only count
public record OutboxReplayRequest(UUID id, Instant from, Instant to, String type, boolean dryRun) {}
