package io.leadflip.calls.transcript;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// Reads out of a transcript what came of the call.
interface TranscriptReader {
    Uni<Reading> read(Conversation conversation);

    /// @param zone of the consumer's place; spoken times are meant in it
    /// @param noted the appointment the agent noted by its tool
    record Conversation(List<Turn> turns, Instant at, ZoneId zone, Optional<LocalDateTime> noted) {
        Optional<Instant> notedAt() {
            return noted.map(local -> local.atZone(zone).toInstant());
        }
    }
}
