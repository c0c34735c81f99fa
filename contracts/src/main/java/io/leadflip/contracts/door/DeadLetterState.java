package io.leadflip.contracts.door;

/// Where a dead letter stands; all but `OPEN` are final. What fails again after its replay is a new
/// letter.
public enum DeadLetterState {
    OPEN,
    REPLAYED,
    DISCARDED
}
