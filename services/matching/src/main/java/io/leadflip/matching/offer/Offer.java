package io.leadflip.matching.offer;

import java.util.UUID;

/// One lead offered to one business.
///
/// @param id also the id of the match
record Offer(UUID id, UUID leadId, UUID businessId) {}
