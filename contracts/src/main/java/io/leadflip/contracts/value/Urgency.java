package io.leadflip.contracts.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// How soon the consumer needs help: `EMERGENCY` danger or damage now, `HIGH` 1–3 days, `MEDIUM`
/// 1–2 weeks or nothing said, `LOW` flexible.
public enum Urgency {
    EMERGENCY,
    HIGH,
    MEDIUM,
    LOW;

    /// The spelling on the wire: lower case.
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads the wire spelling, in any case.
    ///
    /// @throws IllegalArgumentException when no value is spelled so
    @JsonCreator
    public static Urgency of(String wire) {
        return valueOf(wire.trim().toUpperCase(Locale.ROOT));
    }
}
