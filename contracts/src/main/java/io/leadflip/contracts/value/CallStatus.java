package io.leadflip.contracts.value;

/// Where a requested call stands; the last four are final.
public enum CallStatus {
    REQUESTED,
    SCHEDULED,
    ATTEMPTING,
    CONCLUDED,
    DENIED,
    CANCELLED,
    UNKNOWN
}
