package io.leadflip.contracts.value;

/// Where a lead stands. The first six are the road, in order; a lead never moves backwards on it.
/// The rest are off the road.
public enum LeadStatus {
    RECEIVED,
    CLASSIFIED,
    MATCHED,
    CONTACTED,
    APPOINTED,
    CONVERTED,
    NEEDS_INFO,
    LOW_QUALITY,
    SPAM,
    UNMATCHED,
    WITHDRAWN,
    EXPIRED,
    CLOSED,
    WIPED_OUT
}
