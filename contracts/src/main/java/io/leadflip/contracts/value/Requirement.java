package io.leadflip.contracts.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What a consumer can ask of a business beyond the trade itself.
public enum Requirement {
    LICENSED,
    INSURED,
    BACKGROUND_CHECKED,
    PET_FRIENDLY,
    WEEKEND,
    EVENING,
    SAME_DAY,
    SPANISH_SPEAKING,
    WARRANTY,
    SENIOR_DISCOUNT;

    /// The spelling on the wire: lower case.
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads the wire spelling, in any case.
    ///
    /// @throws IllegalArgumentException when no value is spelled so
    @JsonCreator
    public static Requirement of(String wire) {
        return valueOf(wire.trim().toUpperCase(Locale.ROOT));
    }
}
