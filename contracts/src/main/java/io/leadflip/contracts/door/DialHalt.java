package io.leadflip.contracts.door;

import java.time.Instant;
import java.util.UUID;

/// An operator's order that nobody is dialled, until it is lifted.
///
/// @param subject the business' id, or the purpose; null for the whole platform
/// @param placedBy subject of the operator's token
/// @param liftedBy null while it holds
/// @param liftedAt null while it holds
public record DialHalt(
        UUID id,
        Scope scope,
        String subject,
        String reason,
        String placedBy,
        Instant placedAt,
        String liftedBy,
        Instant liftedAt) {
    /// Whose calls are meant.
    public enum Scope {
        PLATFORM,
        BUSINESS,
        PURPOSE
    }
}
