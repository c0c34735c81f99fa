package io.leadflip.contracts.door;

/// What was given up: a fact that came in, or work of the service's own.
public enum DeadLetterOrigin {
    EVENT,
    WORK
}
