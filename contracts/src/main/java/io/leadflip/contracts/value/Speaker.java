package io.leadflip.contracts.value;

/// Who spoke a turn of a call.
public enum Speaker {
    AGENT,
    CALLER,
    PLATFORM
}
