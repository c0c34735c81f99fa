package io.leadflip.contracts.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// The services that tell facts: CloudEvents `source`.
public enum Source {
    LEAD_INTAKE,
    MATCHING,
    CALL_ORCHESTRATOR,
    MEDIA_BRIDGE,
    NOTIFIER;

    /// The service's name with hyphens, such as `lead-intake`.
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// @throws IllegalArgumentException when no service has that name
    @JsonCreator
    public static Source of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
