package io.leadflip.contracts.door;

import java.util.UUID;

/// A page of dead letters: `POST /internal/dead-letters/search`.
///
/// @param state null for open ones
/// @param before only letters older than this one; null for the newest
public record DeadLetterSearch(DeadLetterState state, UUID before, DeadLetterSelection selection) {}
