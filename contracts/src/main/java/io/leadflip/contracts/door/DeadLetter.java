package io.leadflip.contracts.door;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadflip.contracts.event.Source;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// A fact or a piece of work that was given up, as operators see it.
///
/// @param service whose tries are used up
/// @param name the fact's CloudEvents type, or the kind of work
/// @param subjectId id of the event or of the work; null when the entry had no readable one
/// @param key what keeps the fact in order, or what the work is about
/// @param reason the last failure, without personal data
/// @param settledBy who replayed or discarded it; null while open
public record DeadLetter(
        UUID id,
        Source service,
        DeadLetterOrigin origin,
        String name,
        UUID subjectId,
        String key,
        String reason,
        int attempts,
        DeadLetterState state,
        Instant diedAt,
        Instant settledAt,
        String settledBy) {
    /// One try that failed.
    public record Try(int attempt, Instant failedAt, String error) {}

    /// The letter opened: payload with personal data and free text masked, and every try known.
    public record Opened(DeadLetter letter, JsonNode payload, List<Try> history) {}

    /// Newest first.
    public record Page(List<DeadLetter> deadLetters) {}
}
