package io.leadflip.contracts.door;

/// What spend is added up over.
public enum SpendScope {
    /// Everybody within a UTC day. No cap of its own: the platform's is one of an hour.
    PLATFORM_DAY,
    /// A business within a UTC day.
    BUSINESS_DAY,
    /// A call with all its attempts, also those of other days.
    CALL
}
