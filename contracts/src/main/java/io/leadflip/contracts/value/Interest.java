package io.leadflip.contracts.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// How interested the consumer sounded in the business that called.
public enum Interest {
    HIGH,
    MEDIUM,
    LOW,
    NONE;

    /// The spelling on the wire: lower case.
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads the wire spelling, in any case.
    ///
    /// @throws IllegalArgumentException when no value is spelled so
    @JsonCreator
    public static Interest of(String wire) {
        return valueOf(wire.trim().toUpperCase(Locale.ROOT));
    }
}
