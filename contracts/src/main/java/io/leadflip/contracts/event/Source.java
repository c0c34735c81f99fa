package io.leadflip.contracts.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The services that tell facts: CloudEvents `source`.
public enum Source {
    LEAD_INTAKE,
    MATCHING,
    CALL_ORCHESTRATOR,
    MEDIA_BRIDGE,
    NOTIFIER;

    private static final Map<String, Source> BY_WIRE =
            Arrays.stream(values()).collect(Collectors.toMap(Source::wire, Function.identity()));

    private final String wire = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /// The service's name with hyphens, such as `lead-intake`.
    @JsonValue
    public String wire() {
        return wire;
    }

    /// @throws IllegalArgumentException when no service has that name
    @JsonCreator
    public static Source of(String wire) {
        var source = BY_WIRE.get(wire);
        if (source == null) {
            throw new IllegalArgumentException("no service tells facts as '" + wire + "'");
        }
        return source;
    }
}
