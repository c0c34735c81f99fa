package io.leadflip.contracts.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Why a call is made.
public enum CallPurpose {
    QUALIFY_LEAD,
    CONFIRM_APPOINTMENT,
    FOLLOW_UP,
    CONSUMER_CALLBACK;

    /// The spelling on the wire: lower case.
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads the wire spelling, in any case.
    ///
    /// @throws IllegalArgumentException when no value is spelled so
    @JsonCreator
    public static CallPurpose of(String wire) {
        return valueOf(wire.trim().toUpperCase(Locale.ROOT));
    }
}
