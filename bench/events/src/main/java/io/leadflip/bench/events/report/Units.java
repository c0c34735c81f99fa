package io.leadflip.bench.events.report;

import io.leadflip.bench.kit.report.Unit;

/// What a measure's last word says about its number.
public final class Units {
    private Units() {}

    public static Unit of(String measure) {
        var word = measure.substring(measure.lastIndexOf('.') + 1);
        return switch (word.split("-")[0]) {
            case "rate" -> new Unit("events/s", 0);
            case "memory" -> new Unit("B of Redis memory/event", 0);
            case "cpu" -> new Unit("CPU s/10⁶ events", 1);
            case "commands" -> new Unit("Redis commands/event", 2);
            case "sent", "received" -> new Unit("B on the wire/event", 0);
            case "peak" -> new Unit("MB of Redis memory above idle", 1);
            default -> new Unit("ms", 2);
        };
    }
}
